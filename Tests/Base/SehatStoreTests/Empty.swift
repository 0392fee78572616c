// SehatStore
