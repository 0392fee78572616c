import SehatApp

await SehatCommand.main()
