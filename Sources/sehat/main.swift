import ArgumentParser
import SehatApp

await SehatCommand.main()
