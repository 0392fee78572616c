import SehatStore
