import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seite Einstellungen. */
export const settings: Texts['settings'] = {
  title: 'Einstellungen',
  appearance: {
    title: 'Darstellung',
    theme: 'Design',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languages: { system: 'Wie der Browser', en: 'English', de: 'Deutsch' },
  },
  zone: {
    title: 'Zeiten',
    label: 'Zeitzone',
    hint: 'Jede Zeit nennt ihre Zone, wenn man auf sie zeigt.',
    browser: (zone) => `Dieser Computer (${zone})`,
    device: 'Das Telefon des Backups',
    deviceHint: 'So, wie das Backup sie nennt, solange es entsperrt ist; sonst die dieses Computers.',
    utc: 'UTC',
    other: 'Alle Zonen',
    now: (time) => `Es ist ${time}.`,
  },
  sessions: {
    title: 'Sitzungen',
    intro: (minutes) =>
      plural('de', minutes, {
        one: 'Ein entsperrtes Backup sperrt sich nach # Minute ohne Benutzung.',
        other: 'Ein entsperrtes Backup sperrt sich nach # Minuten ohne Benutzung.',
      }),
    none: 'Kein verschlüsseltes Backup ist entsperrt.',
    unlockedAt: 'Entsperrt',
    unlockedElsewhere: 'Von einem anderen Browser oder Programm entsperrt',
    lock: (name) => `${name} sperren`,
    lockNow: 'Jetzt sperren',
    lockAll: 'Alle sperren',
    signOut: 'Diesen Browser abmelden',
    signOutHint: 'Zum Zurückkommen braucht es einen neuen Einmal-Link oder das API-Token.',
  },
  data: {
    title: 'Wo Daten liegen',
    database: 'Datenbank',
    databaseHint: 'Der Index: gelesener Text im Klartext. Fotos und Dateien werden nie hineinkopiert.',
    sandbox: 'Private Kopien',
    sandboxEmpty: 'Leer',
    sandboxHint: 'Große Datenbanken liegen hier, nur für dich lesbar, während sie gelesen werden; danach nicht mehr.',
    folders: 'Ordner mit Backups',
    foldersHint: 'Werden nur gelesen, nie beschrieben.',
    defaultFolders: 'Die üblichen Ordner dieses Systems',
  },
  about: {
    title: 'Über',
    version: 'Version',
    runtime: 'Läuft auf',
    licence: 'Lizenz',
    licenceName: 'Apache 2.0',
    offline: 'Alles bleibt auf diesem Computer: Die Seite fragt nur ihren eigenen Server, und der fragt niemanden.',
    api: 'Beschreibung der API',
    shortcuts: 'Tastenkürzel',
  },
};
