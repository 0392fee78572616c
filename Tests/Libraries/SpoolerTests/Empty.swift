// Spooler
