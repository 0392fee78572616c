// SehatWeb
