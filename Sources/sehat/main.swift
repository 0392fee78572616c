print("sehat")
