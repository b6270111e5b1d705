/** Dialogs above the list of backups. */
export const BACKUP_DIALOGS = ['details', 'index', 'rename', 'remove', 'add'] as const;
