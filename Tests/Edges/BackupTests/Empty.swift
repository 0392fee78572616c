// Backup
