import type { Announcement } from '../en/chat.ts';
import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seiten Nachrichten und WhatsApp. */
export const chat: Texts['chat'] = {
  title: { messages: 'Nachrichten', whatsapp: 'WhatsApp' },
  list: {
    label: 'Unterhaltungen',
    filter: 'Unterhaltungen filtern',
    sort: 'Sortieren',
    kind: 'Zeigen',
    clear: 'Filter löschen',
    sorts: { recent: 'Neueste zuerst', title: 'Nach Namen', messages: 'Meiste Nachrichten' },
    allKinds: 'Alle Arten',
    kinds: {
      direct: 'Personen',
      group: 'Gruppen',
      broadcast: 'Rundrufe',
      status: 'Status',
      community: 'Communitys',
      channel: 'Kanäle',
      orphaned: 'Ohne Chat',
      unknown: 'Unbekannte Art',
    },
    messages: (count) => plural('de', count, { one: '# Nachricht', other: '# Nachrichten' }),
    members: (count) => plural('de', count, { one: '# Mitglied', other: '# Mitglieder' }),
    noText: 'Kein Text',
    attachment: 'Anhang',
    archived: 'Archiviert',
    pinned: 'Angeheftet',
    muted: 'Stumm',
    nothingMatches: 'Keine Unterhaltung passt',
    nothingMatchesText: 'Versuche einen anderen Namen, eine Nummer, oder zeige alle Arten.',
  },
  empty: {
    choose: 'Keine Unterhaltung gewählt',
    chooseText: 'Wähle links eine aus, oder blättere mit J und K.',
    none: 'Keine Unterhaltungen',
  },
  feed: {
    label: (title) => `Nachrichten mit ${title}`,
    loading: 'Nachrichten werden geladen',
    start: 'Hier beginnt die Unterhaltung',
    latest: 'Zur neuesten Nachricht',
    noDate: 'Ohne Datum',
    message: (sender, time) => `${sender}, ${time}`,
    gone: 'Stattdessen die neuesten Nachrichten',
    emptyTitle: 'Keine Nachrichten',
    emptyText: 'Der Chat ist im Backup, seine Nachrichten nicht.',
  },
  header: {
    back: 'Zurück zu den Unterhaltungen',
    find: 'In diesem Chat suchen',
    date: 'Zu einem Datum',
    select: 'Nachrichten auswählen',
    export: 'Exportieren …',
    info: 'Über diesen Chat',
    count: (count, from, to) => `${count} · ${from} – ${to}`,
  },
  find: {
    label: 'In diesem Chat suchen',
    placeholder: 'Wörter, "ein Satz", from:anna …',
    older: 'Älterer Treffer',
    newer: 'Neuerer Treffer',
    close: 'Suche beenden',
    none: 'Kein Treffer',
    total: (count) => `${count} Treffer`,
    place: (place, total) => `${place} von ${total}`,
    atLeast: (count) => `${count}+`,
  },
  date: {
    title: 'Zu einem Datum',
    previous: 'Voriger Monat',
    next: 'Nächster Monat',
    year: 'Jahr',
    day: (day, messages) => `${day}, ${messages}`,
    first: 'Erste Nachricht',
    last: 'Neueste Nachricht',
    zone: (zone) => `Tage beginnen um Mitternacht in ${zone}.`,
    undated: (count) =>
      plural('de', count, { one: '# Nachricht hat kein Datum', other: '# Nachrichten haben kein Datum' }),
    none: 'Keine Nachricht hat ein Datum.',
  },
  day: {
    title: 'Was an diesem Tag noch war',
    photos: 'Fotos von diesem Tag',
    photosCounted: (count) => plural('de', count, { one: '# Foto von diesem Tag', other: '# Fotos von diesem Tag' }),
    noPhotos: 'Keine Fotos von diesem Tag',
    everything: 'Alles von diesem Tag',
  },
  message: {
    details: 'Einzelheiten zu dieser Nachricht',
    select: 'Diese Nachricht auswählen',
    edited: 'Bearbeitet',
    editedTitle: 'Frühere Fassungen',
    current: 'Jetzt',
    noText: 'Kein Text',
    unsentBy: (who) => `${who} hat eine Nachricht zurückgezogen`,
    youUnsent: 'Du hast eine Nachricht zurückgezogen',
    deleted: 'Diese Nachricht wurde gelöscht',
    deletedBy: (who) => `Gelöscht von ${who}`,
    recentlyDeleted: 'Zuletzt gelöscht',
    waiting: 'Diese Nachricht ist nie angekommen',
    starred: 'Mit Stern',
    forwarded: 'Weitergeleitet',
    forwardedOften: 'Häufig weitergeleitet',
    failed: 'Nicht zugestellt',
    scheduled: 'Wird später gesendet',
    originalGone: 'Die beantwortete Nachricht ist nicht mehr da',
    jump: 'Zur beantworteten Nachricht',
    effect: (name) => `Gesendet mit ${name}`,
    app: (name) => `Erstellt mit ${name}`,
    business: 'Nachricht eines Unternehmens',
    poll: 'Umfrage',
    unknown: 'Eine Art Nachricht, die Apple Juicer noch nicht kennt',
    nothing: 'Eine Nachricht ohne Text',
    lostReaction: (text) => `Reaktion auf eine Nachricht, die nicht mehr da ist: ${text}`,
    you: 'Du',
  },
  reactions: {
    label: (list) => `Reaktionen: ${list}`,
    title: 'Reaktionen',
    by: (what, who) => `${what} von ${who}`,
    kinds: {
      love: 'Geliebt',
      like: 'Gemocht',
      dislike: 'Nicht gemocht',
      laugh: 'Belacht',
      emphasize: 'Hervorgehoben',
      question: 'Hinterfragt',
      emoji: 'Reaktion',
      'sticker-tapback': 'Sticker',
      sticker: 'Sticker',
      vote: 'Stimme',
    },
  },
  effects: {
    impact: 'Wucht',
    loud: 'Laut',
    gentle: 'Sanft',
    invisibleink: 'Geheimtinte',
    CKEchoEffect: 'Echo',
    CKSpotlightEffect: 'Scheinwerfer',
    CKHappyBirthdayEffect: 'Ballons',
    CKConfettiEffect: 'Konfetti',
    CKHeartEffect: 'Herz',
    CKLasersEffect: 'Laser',
    CKFireworksEffect: 'Feuerwerk',
    CKShootingStarEffect: 'Sternschnuppe',
    CKSparklesEffect: 'Feier',
    4: 'Welle',
    5: 'Groß',
    6: 'Blüte',
    8: 'Nicken',
    9: 'Schütteln',
    10: 'Zittern',
    11: 'Klein',
    12: 'Explosion',
  },
  apps: {
    'com.apple.messages.URLBalloonProvider': 'Link',
    'com.apple.DigitalTouchBalloonProvider': 'Digital Touch',
    'com.apple.Handwriting.HandwritingProvider': 'Handschrift',
    'com.apple.PassbookUIService.PeerPaymentMessagesExtension': 'Apple Cash',
    'com.apple.findmy.FindMyMessagesApp': 'Wo ist?',
    'com.apple.SafetyMonitorApp.SafetyMonitorMessages': 'Wegbegleitung',
    'com.apple.messages.Polls': 'Umfrage',
    'com.apple.ActivityMessagesApp.MessagesExtension': 'Fitness',
    'com.apple.mobileslideshow.PhotosMessagesApp': 'Fotos',
    'com.apple.Jellyfish.Animoji': 'Memoji',
  },
  attachment: {
    image: 'Bild',
    video: 'Video',
    audio: 'Sprachnachricht',
    sticker: 'Sticker',
    file: 'Datei',
    open: (name) => `${name} öffnen`,
    download: 'Sichern',
    downloadName: (name) => `${name} sichern`,
    locked: 'Entsperre das Backup, um sie zu öffnen',
    states: {
      present: 'Im Backup',
      'payload-missing': 'Verzeichnet, aber der Inhalt ist nicht im Backup',
      'not-in-backup': 'Nicht in diesem Backup',
      'no-path': 'Nie auf das Telefon geladen',
    },
    play: 'Abspielen',
    pause: 'Anhalten',
    position: 'Stelle',
    cannotPlay: 'Dieser Browser kann es nicht abspielen',
  },
  location: { title: 'Ort', accuracy: (metres) => `Auf ${metres} genau`, copy: 'Koordinaten kopieren' },
  contact: { title: 'Kontakt', copy: 'Karte kopieren' },
  details: {
    title: 'Einzelheiten',
    sender: 'Von',
    handle: 'Adresse',
    account: 'Gesendet über',
    service: 'Dienst',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    read: 'Gelesen',
    played: 'Abgespielt',
    edited: 'Bearbeitet',
    deleted: 'Gelöscht',
    receipts: 'Erreicht',
    receiptsText: (delivered, read, played) =>
      [
        delivered === '' ? '' : `zugestellt an ${delivered}`,
        read === '' ? '' : `gelesen von ${read}`,
        played === '' ? '' : `abgespielt von ${played}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    of: (count, all) => `${count} von ${all}`,
    effect: 'Effekt',
    app: 'App',
    error: 'Fehlercode',
    files: 'Dateien',
    flags: 'Außerdem',
    id: 'ID',
    copyLink: 'Link zu dieser Nachricht kopieren',
  },
  selection: {
    count: (count) => plural('de', count, { one: '# ausgewählt', other: '# ausgewählt' }),
    copy: 'Als Text kopieren',
    copied: 'Kopiert',
    cancel: 'Fertig',
    file: (name) => `[${name}]`,
  },
  info: {
    members: 'Mitglieder',
    service: 'Dienst',
    messages: 'Nachrichten',
    from: 'Erste Nachricht',
    to: 'Neueste Nachricht',
    unread: 'Ungelesen',
    state: 'Zustand',
  },
  export: {
    title: 'Diesen Chat exportieren',
    text: 'Die Datei sagt, was sie ist, woher sie kommt und in welcher Zeitzone.',
    format: 'Format',
    formats: {
      html: 'HTML, zum Lesen und Drucken',
      txt: 'Text',
      csv: 'CSV, für Tabellen',
      json: 'JSON',
      jsonl: 'JSON Lines',
    },
    from: 'Von',
    to: 'Bis',
    files: 'Mit Bildern und Dateien',
    filesHint: 'Ergibt ein ZIP. Ein verschlüsseltes Backup muss dafür entsperrt sein.',
    bom: 'Für Excel',
    bomHint: 'Kennzeichnet die Datei als UTF-8.',
    start: 'Exportieren',
    started: 'Dein Browser sichert die Datei.',
    nothing: 'Zwischen diesen Tagen gibt es keine Nachricht.',
  },
  keys: {
    next: 'Nächste Unterhaltung',
    previous: 'Vorige Unterhaltung',
    nextMessage: 'Nächste Nachricht',
    previousMessage: 'Vorige Nachricht',
    details: 'Einzelheiten der Nachricht',
    select: 'Nachricht auswählen',
    leave: 'Offenes schließen, zurück zur Liste',
    start: 'Erste Nachricht',
    end: 'Neueste Nachricht',
    copy: 'Ausgewählte Nachrichten kopieren',
  },
  announcement,
  call: (_text, { isVideo, isMissed, length }) => {
    const what = isVideo ? 'Videoanruf' : 'Anruf';
    if (isMissed) return `Verpasster ${what}`;
    return length === null ? what : `${what}, ${length}`;
  },
};

/** Ein Satz über das, was geschah; englisch, wo es noch keinen deutschen gibt. */
function announcement({ kind, text, title, who, whom, seconds }: Announcement): string {
  const isYou = who?.isOwner === true;
  const name = who === null ? 'Jemand' : isYou ? 'Du' : who.name;
  const has = isYou ? 'hast' : 'hat';
  const people = listed(whom);
  const named = title === null ? '' : ` „${title}“`;
  switch (kind) {
    case 'participant-added':
      return `${name} ${has} ${people} hinzugefügt`;
    case 'participant-removed':
      return `${name} ${has} ${people} entfernt`;
    case 'participant-left':
      return `${name} ${has} die Unterhaltung verlassen`;
    case 'participant-joined':
      return `${name} ${isYou ? 'bist' : 'ist'} beigetreten`;
    case 'participant-changed-number':
    case 'number-changed':
      return `${whom[0]?.name ?? name} hat eine neue Telefonnummer`;
    case 'group-renamed':
    case 'subject-changed':
      return title === null
        ? `${name} ${has} den Namen der Gruppe entfernt`
        : `${name} ${has} die Gruppe${named} genannt`;
    case 'description-changed':
      return `${name} ${has} die Beschreibung der Gruppe geändert${named}`;
    case 'group-created':
      return `${name} ${has} die Gruppe${named} erstellt`;
    case 'group-photo-changed':
    case 'photo-changed':
      return `${name} ${has} das Gruppenbild geändert`;
    case 'group-photo-removed':
    case 'photo-removed':
      return `${name} ${has} das Gruppenbild entfernt`;
    case 'background-changed':
      return `${name} ${has} den Hintergrund geändert`;
    case 'background-removed':
      return `${name} ${has} den Hintergrund entfernt`;
    case 'location-sharing-started':
      return `${name} ${has} begonnen, den Standort zu teilen`;
    case 'location-sharing-stopped':
      return `${name} ${has} aufgehört, den Standort zu teilen`;
    case 'audio-kept':
      return `${name} ${has} eine Sprachnachricht behalten`;
    case 'shareplay':
      return `${name} ${has} SharePlay benutzt`;
    case 'unsent':
      return `${name} ${has} eine Nachricht zurückgezogen`;
    case 'disappearing-timer':
      return seconds === 0
        ? `${name} ${has} verschwindende Nachrichten ausgeschaltet`
        : `${name} ${has} die Zeit geändert, nach der Nachrichten verschwinden`;
    case 'encryption-notice':
      return 'Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt';
    case 'security-code-changed':
      return 'Der Sicherheitscode hat sich geändert';
    case 'unknown':
      return 'Etwas geschah, das Apple Juicer noch nicht kennt';
    default:
      return text;
  }
}

function listed(people: Announcement['whom']): string {
  const names = people.map(({ isOwner, name }) => (isOwner ? 'dich' : name));
  const last = names.pop();
  if (last === undefined) return 'jemanden';
  return names.length === 0 ? last : `${names.join(', ')} und ${last}`;
}
