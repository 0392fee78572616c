import ArgumentParser
import SehatApp

@main
struct Sehat {
    static func main() async {
        await SehatCommand.main()
    }
}
