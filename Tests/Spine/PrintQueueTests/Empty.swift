// PrintQueue
