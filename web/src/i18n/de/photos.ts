import { formatDecimal } from '../../format/numbers.ts';
import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

const items = (count: number): string => plural('de', count, { one: '# Objekt', other: '# Objekte' });

/** Die Seite Fotos: Raster, Betrachter und Details. */
export const photos: Texts['photos'] = {
  title: 'Fotos',
  grid: 'Fotos nach Tagen',
  items,
  noDate: 'Ohne Datum',
  untitled: 'Ohne Titel',
  unlock: 'Zum Ansehen entsperren',
  scrubber: 'Zeit',
  saveDay: (day) => `Fotos vom ${day} sichern`,
  saveDayKey: 'Fotos des Tages sichern',
  savingDay: 'Fotos des Tages werden gepackt …',
  savedDay: (saved, total) =>
    saved === 0
      ? 'Das Backup enthält kein Bild von diesem Tag.'
      : saved < total
        ? `Dein Browser sichert ${items(saved)}. Die übrigen von diesem Tag (${formatDecimal(total - saved, 0)}) sind nicht im Backup.`
        : `Dein Browser sichert ${items(saved)}.`,
  favourite: 'Favorit',
  hidden: 'ausgeblendet',
  deleted: 'gelöscht',
  notHere: 'nicht in diesem Backup',
  kinds: { photo: 'Foto', video: 'Video', live: 'Live Photo' },
  parts: {
    label: 'Teile der Mediathek',
    all: 'Alle',
    favourites: 'Favoriten',
    videos: 'Videos',
    live: 'Live Photos',
    screenshots: 'Bildschirmfotos',
    hidden: 'Ausgeblendet',
    deleted: 'Zuletzt gelöscht',
  },
  albumKinds: { import: 'Import', shared: 'Geteiltes Album', conversation: 'Aus einer Unterhaltung' },
  album: 'Album',
  anyAlbum: 'Alle Alben',
  person: 'Person',
  anyPerson: 'Alle Personen',
  area: 'Hier aufgenommen',
  removeFilter: 'Diesen Filter entfernen',
  keys: { next: 'Nächstes Foto', previous: 'Voriges Foto', below: 'Foto darunter', above: 'Foto darüber' },
  none: {
    filtered: { title: 'Hier ist nichts', text: 'Kein Foto oder Video dieser Mediathek passt zur Auswahl.' },
    all: 'Alle Fotos zeigen',
    ledger: 'Protokoll öffnen',
    notIndexed: { title: 'Noch nicht indiziert', text: 'Indiziere dieses Backup, um seine Fotos zu sehen.' },
    indexed: {
      title: 'Keine Fotos',
      text: 'Die Mediathek zeigt keine. Ausgeblendete und gelöschte stehen unter „Mehr“.',
    },
    empty: { title: 'Keine Fotos', text: 'Die Mediathek dieses Telefons war leer.' },
    absent: {
      title: 'Fotos sind nicht in diesem Backup',
      text: 'Mit iCloud-Fotos liegen sie vielleicht nur in iCloud.',
    },
    'needs-encrypted-backup': {
      title: 'Fotos sind nicht in diesem Backup',
      text: 'iOS lässt sie in Backups aus, die nicht verschlüsselt sind.',
    },
    locked: {
      title: 'Fotos konnten nicht gelesen werden',
      text: 'Das Backup war gesperrt, als es indiziert wurde.',
    },
    'unsupported-schema': {
      title: 'Fotos konnten nicht gelesen werden',
      text: 'Dieser Aufbau der Mediathek ist noch nicht bekannt.',
    },
    failed: { title: 'Fotos konnten nicht gelesen werden', text: 'Der Rest des Backups ist nicht betroffen.' },
  },
  viewer: {
    title: 'Betrachter',
    close: 'Schließen',
    next: 'Weiter',
    previous: 'Zurück',
    up: 'Vergrößert nach oben',
    down: 'Vergrößert nach unten',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fit: 'In das Fenster einpassen',
    zoom: (scale) => `${formatDecimal(scale, 1)}×`,
    live: 'LIVE',
    playLive: 'Live Photo abspielen',
    info: 'Details',
    fullscreen: 'Vollbild',
    download: 'Original laden',
    notHere: 'Dieses liegt nicht im Backup, nur was die Mediathek darüber sagt. Vielleicht ist es in iCloud.',
    cannotPlay: 'Dieser Browser kann es nicht abspielen. Man kann es laden.',
  },
  details: {
    taken: 'Aufgenommen',
    zone: (zone) => `Ortszeit (${zone})`,
    dates: {
      addedAt: 'Hinzugefügt',
      editedAt: 'Bearbeitet',
      lastSharedAt: 'Geteilt',
      lastViewedAt: 'Angesehen',
      trashedAt: 'Gelöscht',
    },
    place: 'Ort',
    altitude: (metres) => `${formatDecimal(metres, 0)} m über dem Meer`,
    accuracy: (metres) => `± ${formatDecimal(metres, 0)} m`,
    onMap: 'Auf der Karte zeigen',
    camera: 'Kamera',
    flash: 'Blitz',
    people: 'Personen',
    unnamed: 'Ohne Namen',
    strangers: (count) => plural('de', count, { one: '# unbekanntes Gesicht', other: '# unbekannte Gesichter' }),
    albums: 'Alben',
    keywords: 'Stichwörter',
    comments: 'Kommentare',
    likes: 'gefällt das',
    files: 'Dateien',
    pixels: (width, height) => `${formatDecimal(width, 0)} × ${formatDecimal(height, 0)}`,
    file: { original: 'Original', edited: 'Bearbeitet', thumbnail: 'Vorschaubild', liveVideo: 'Live-Video' },
    state: {
      present: 'Im Backup',
      'payload-missing': 'Genannt, fehlt aber',
      'not-in-backup': 'Nicht im Backup',
      'no-path': 'Nicht genannt',
    },
    save: (file) => `Laden: ${file}`,
  },
};
