import { lacks, type RowChecks, seenIn, without } from './check.ts';

/** The same text in all outputs. */
const said = (needle: string | RegExp): RowChecks => ({ DB: needle, HTML: needle, TXT: needle, JSON: needle });

/** Announcements as people read them. */
const ANNOUNCEMENTS = [
  /added Lukas Müller to the conversation/,
  /removed Lukas Müller from the conversation/,
  /changed their phone number/,
  /named the conversation “Book club”/,
  /removed the name of the conversation/,
  /left the conversation/,
  /changed the group photo/,
  /removed the group photo/,
  /changed the background/,
  /removed the background/,
  /started sharing location/,
  /stopped sharing location/,
  /kept an audio message/,
  /unsent a message/,
];

const ANNOUNCEMENT_CODES = [
  'participant-added',
  'participant-removed',
  'participant-changed-number',
  'group-renamed',
  'participant-left',
  'group-photo-changed',
  'group-photo-removed',
  'background-changed',
  'background-removed',
  'location-sharing-started',
  'location-sharing-stopped',
  'audio-kept',
  'unsent',
].map((kind) => `"kind":"${kind}"`);

const MERGED = seenIn(
  'src/artifacts/rich/messages/merge-chats.test.ts',
  'merges the chats with one person on several services',
);
const CHAT = 'test/web/chat-messages.test.ts';
const RENDITIONS = 'src/export/chats/renditions.test.ts';

/** Checks of the table “Messages”. */
export const MESSAGE_ROWS: Readonly<Record<string, RowChecks>> = {
  'text of `attributedBody` and of damaged bodies': said('beside a damaged body'),
  'bold, italic, underline, strikethrough': {
    DB: [/"styles":\["bold"\]/, /"styles":\["italic"\]/, /"styles":\["underline"\]/, /"styles":\["strikethrough"\]/],
    HTML: ['<b>bold-word</b>', '<i>italic-word</i>', '<u>underlined-word</u>', '<s>out-word</s>'],
    TXT: lacks(/[*_~/]bold-word/),
    JSON: [/"styles":\["bold"\]/, /"styles":\["strikethrough"\]/],
  },
  'animations of words': {
    page: seenIn(CHAT, 'shows reactions, edits, effects and failures'),
    DB: '"effect":9',
    HTML: ['<span class="effect-9">', '@keyframes shake'],
    TXT: '(with Shake)',
    JSON: '"effect":9',
  },
  'effects of bubbles and of the screen': {
    page: seenIn(CHAT, 'shows reactions, edits, effects and failures'),
    DB: /expressive_style=com\.apple\.\S+(?:impact|invisibleink|Effect)/,
    HTML: /· with (?:Slam|Invisible ink|Confetti|Balloons)/,
    TXT: /\(with (?:Slam|Invisible ink|Confetti|Balloons)/,
    JSON: '"expressiveStyle":"com.apple.',
  },
  mentions: {
    DB: /"mention":"\+14155550009"/,
    HTML: 'Hey <b>Liam</b>, look',
    TXT: 'Hey Liam, look at this',
    JSON: /"mentions":\[\{"start":4,"length":4,"person":\{"handle":"\+14155550009"/,
  },
  'web addresses as links; numbers and mail addresses that the phone linked': {
    DB: /"link":"https:\/\/www\.example\.org\/a\//,
    HTML: /<a href="https:\/\/www\.example\.org\/a\/\d+\?q=caf%C3%A9&amp;x=1"/,
    TXT: /: https:\/\/www\.example\.org\/a\/\d+\?q=caf%C3%A9&x=1/,
    JSON: /"text":"https:\/\/www\.example\.org\/a\//,
  },
  'codes, dates, numbers and addresses that the phone recognised': {
    DB: [/"code":"\d{6}"/, '"detected":["phoneNumber"]'],
    HTML: [/Your code is <span class="d" title="[^"]+">\d{6}<\/span>/, / title="[^"]+">\+1 555 0100</],
    TXT: [/Your code is \d{6}\./, 'Call the plumber at +1 555 0100'],
    JSON: [/"code":"\d{6}"/, '"detected":["phoneNumber"]'],
  },
  'tapbacks, emoji, who': {
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
    DB: [/"kind":"love"/, /"emoji":"🦄"/],
    HTML: [/<div class="r">[^<]*(?:You|Liam Walker): love/, 'Liam Walker 🦄'],
    TXT: [/\(.*(?:You|Liam Walker): love/, 'Liam Walker 🦄'],
    JSON: [/"kind":"love","emoji":null,"sender":\{"handle":"\+14155550009"/, '"emoji":"🦄"'],
  },
  'tapback that was taken back': {
    DB: without('Liked “Who likes this?”'),
    HTML: without('Liked “Who likes this?”'),
    TXT: without('Liked “Who likes this?”'),
    JSON: without('Liked “Who likes this?”'),
  },
  'tapback without its message': said('Loved “A message that is gone”'),
  'stickers: picture, source app, effect': {
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
    DB: /description=null\|app=Lemon Stickers\|sticker_source=app\|sticker_effect=puffy/,
    HTML: /sticker \(Lemon Stickers, puffy\) <a href="[^"]*lemon\.heic"><img src="[^"]*lemon\.heic\.webp"/,
    TXT: ['sticker (Lemon Stickers, puffy)', /<lemon\.heic: files\//],
    JSON: /"app":"Lemon Stickers","sticker":\{"source":"app","effect":"puffy"\}/,
  },
  'Genmoji in its line, with the prompt': {
    DB: ['description=a lemon with sunglasses in a rowing boat', '"inline":true'],
    HTML: /Look what I made <a [^>]*><img [^>]*alt="a lemon with sunglasses in a rowing boat"[^>]*><\/a> that is us/,
    TXT: /Look what I made <a lemon with sunglasses in a rowing boat: files\/[^>]*> that is us/,
    JSON: '"description":"a lemon with sunglasses in a rowing boat"',
  },
  replies: {
    page: seenIn(CHAT, 'shows reactions, edits, effects and failures'),
    DB: /reply_to=[0-9A-F-]{36}\|reply_to_key=\d+/,
    HTML: /<blockquote><a href="#m\d+">/,
    TXT: /: > (?:You|Liam Walker): /,
    JSON: /"replyTo":\{"guid":"[0-9A-F-]{36}","part":0,"key":"\d+"/,
  },
  'replies to what is gone': {
    DB: /Replying to something you no longer have[^\n]*reply_to=[0-9A-F-]{36}\|reply_to_key=null/,
    HTML: '<blockquote>a message that is gone</blockquote>',
    TXT: '> a message that is gone',
    JSON: /"replyTo":\{"guid":"[0-9A-F-]{36}","part":0,"key":null/,
  },
  'threads of replies': {
    page: seenIn(CHAT, 'shows a thread of replies alone'),
    DB: /message_threads .*is_reply=1/,
    HTML: /<details class="t"><summary>1 reply<\/summary><ol><li class="q[^"]*"><div class="h"><a href="#m\d+">[^<]+<\/a>[^<]*<\/div>(?:<blockquote>.*?<\/blockquote>)?<div class="[bf]">/,
    TXT: /\(.*1 reply.*\): /,
    JSON: /"thread":\{"id":"[0-9A-F-]{36}","replies":1\}/,
  },
  'earlier versions': { ...said('(tpyo)'), page: seenIn(CHAT, 'shows reactions, edits, effects and failures') },
  'unsent messages and parts': {
    DB: ['"kind":"unsent"', '"unsent":true'],
    HTML: ['unsent a message', '· partly unsent'],
    TXT: ['unsent a message', '(partly unsent): This bubble stayed'],
    JSON: ['"kind":"unsent"', '"unsent":true'],
  },
  'recently deleted messages; parts': {
    page: seenIn(CHAT, 'shows polls with their votes, and parts that were deleted'),
    DB: [/text=Deleted: [^\n]*deleted_at=\d+/, /"deletedAt":\d+/],
    HTML: ['recently deleted', /\[deleted [\d-]+ [\d:]+\] The bubble that was deleted/],
    TXT: ['(recently deleted): Deleted:', /\[deleted [\d-]+ [\d:]+\] The bubble that was deleted/],
    JSON: [/"text":"Deleted: [^}]*\}/, '"deletedParts":[{"part":1,"text":"The bubble that was deleted"'],
  },
  'translations of the phone': {
    ...said('I would like chicken'),
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
  },
  'sent, delivered, read, played with time': {
    DB: [/delivered_at=\d+\|read_at=\d+/, /played_at=\d+/],
    HTML: /delivered \d{4}-\d\d-\d\d [\d:]{8}, read \d{4}-\d\d-\d\d [\d:]{8}/,
    TXT: /delivered \d{4}-\d\d-\d\d [\d:]{8}, read \d{4}-\d\d-\d\d [\d:]{8}/,
    JSON: /"deliveredAt":\d+,"readAt":\d+/,
  },
  'scheduled; not sent': {
    page: seenIn(CHAT, 'shows reactions, edits, effects and failures'),
    DB: [/"scheduleType":2/, /error=22/],
    HTML: ['to be sent then', 'not sent (error 22)'],
    TXT: ['(to be sent then', '(not sent (error 22))'],
    JSON: ['"scheduleType":2', '"error":22'],
  },
  'sent as SMS instead, spam, quiet, verified key': {
    DB: ['"downgraded"', '"delivered-quietly","contact-key-verified","spam"'],
    HTML: ['sent as SMS instead', 'delivered quietly · contact key verified · spam'],
    TXT: ['sent as SMS instead', '(delivered quietly, contact key verified, spam)'],
    JSON: ['"downgraded"', '"delivered-quietly","contact-key-verified","spam"'],
  },
  'SMS, RCS, satellite, SOS': {
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
    DB: ['service=SMS', 'service=RCS', '"satellite"', '"sos"'],
    HTML: ['· SMS', '· RCS', '· By satellite', '· SOS'],
    TXT: ['(SMS', '(RCS', '(By satellite)', '(SOS)'],
    JSON: ['"badges":["sms"]', '"badges":["rcs"]', '"badges":["satellite"]', '"badges":["sos"]'],
  },
  'preview of a link: title, summary': {
    page: seenIn(CHAT, 'shows the stored preview of a link'),
    DB: ['Lemons: a short history', 'A page that does not exist.', 'A link without its balloon'],
    HTML: ['>Lemons: a short history</a><br>A page that does not exist.', 'A link without its balloon'],
    TXT: ['Lemons: a short history', 'A page that does not exist.', 'A link without its balloon'],
    JSON: ['Lemons: a short history', 'A page that does not exist.', 'A link without its balloon'],
  },
  'picture of a link, from the backup': {
    DB: seenIn('src/artifacts/rich/messages/link-preview.test.ts', 'distinguishes picture and icon'),
    HTML: seenIn('src/export/chats/chat-facts.test.ts', 'shows the pictures of links and of maps as JPEGs'),
    TXT: lacks('-link.jpg'),
    JSON: seenIn('src/views/messages/messages.test.ts', 'shows contacts, and the preview of a link with its picture'),
  },
  'lyrics, genre, platform, app of what was shared': {
    DB: ['Yellow is the tune', 'Citrus pop', 'iPad only', 'com.example.boards'],
    HTML: ['“Yellow is the tune”', 'Citrus pop', 'iPad only', 'com.example.boards'],
    TXT: ['“Yellow is the tune”', 'Citrus pop', 'iPad only', 'com.example.boards'],
    JSON: ['"lyrics":"Yellow is the tune"', '"genre":"Citrus pop"', '"platform":"iPad only"', 'com.example.boards'],
  },
  'links to Apple Maps: place, address': {
    DB: ['"latitude":45.4384', '"city":"Venezia"'],
    HTML: ['>Lido of lemons</a><br>Via Limone 3, Venezia', 'aria-label="Map of the world with 45.4384, 12.3358"'],
    TXT: ['Via Limone 3, Venezia', 'Lido of lemons (45.4384, 12.3358)'],
    JSON: ['"location":{"latitude":45.4384', '"city":"Venezia"'],
  },
  'balloons of apps that were kept without contents': {
    DB: /balloon_bundle_id=\S+ActivityMessagesApp/,
    HTML: '[Fitness]',
    TXT: '[Fitness]',
    JSON: 'com.apple.ActivityMessagesApp',
  },
  'balloons of apps: Cash, Check In, Business, games': {
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
    DB: ['Sent $26.50 with Apple Cash.', '"checkIn":{"expectedAt":1697316869000', '"title":"Lime juice"', 'Your turn!'],
    HTML: [
      '[made with Apple Cash]',
      'checked in 2023-10-14 20:56:39',
      '• Lime juice (chosen)',
      '[made with Unheard Of]',
    ],
    TXT: [
      '[made with Apple Cash]',
      'checked in 2023-10-14 20:56:39',
      '• Lime juice (chosen)',
      '[made with Unheard Of]',
    ],
    JSON: ['"name":"Apple Cash"', '"checkedInAt":1697316999000', '"title":"Lime juice"', '"name":"Unheard Of"'],
  },
  'polls, added options, who voted': {
    page: seenIn(CHAT, 'shows polls with their votes, and parts that were deleted'),
    DB: ['"text":"Medlar, added later"', /"votes":\[\{"isFromMe"/],
    HTML: ['Medlar, added later', /: 1 vote \(Liam Walker\)/],
    TXT: ['Medlar, added later', /: 1 vote \(Liam Walker\)/],
    JSON: ['Medlar, added later', /"voters":\[\{"person":\{"handle":"\+14155550009"/],
  },
  'handwriting, Digital Touch': {
    page: seenIn(CHAT, 'draws handwriting and Digital Touch, and shows stickers'),
    DB: ['"kind":"handwriting"', '"kind":"sketch"', '"bpm":72'],
    HTML: [
      'aria-label="Handwritten message"',
      'aria-label="Digital Touch: sketch"',
      /<path d="M[^"]+" fill="none" stroke="#ffd60a"/,
    ],
    TXT: ['[Handwritten message]', '[Digital Touch: sketch]', '[Digital Touch: heartbeat, 72 bpm]'],
    JSON: ['"kind":"handwriting"', /"paths":\[\{"d":"M/],
  },
  'Digital Touch over a picture': {
    page: seenIn('test/web/drawn-pictures.test.ts', 'is drawn over the photo, which is there once'),
    DB: /drawing=\{[^\n]*"kind":"photo"|drawing=\{"kind":"photo"/,
    HTML: /<div class="o"><a [^>]*><img [^>]*><\/a><svg role="img" aria-label="Digital Touch: photo with a drawing"/,
    TXT: '[Digital Touch: photo with a drawing]',
    JSON: '"kind":"photo"',
  },
  'voice messages: transcript; expired, kept': {
    page: seenIn(CHAT, 'shows pictures if unlocked, and a lock that asks for the password otherwise'),
    DB: ['a short synthetic tone', /"expireState":2/, /"expireState":3/],
    HTML: ['“a short synthetic tone”', '· Expired', '· Kept'],
    TXT: ['“a short synthetic tone”', '(Expired)', '(Kept)'],
    JSON: ['"transcript":"a short synthetic tone"', '"badges":["expired"]', '"badges":["kept"]'],
  },
  'contacts as cards (`.vcf`)': {
    DB: 'marta@example.org',
    HTML: 'Contact: Marta Lenz<br>',
    TXT: 'Contact: Marta Lenz, +49',
    JSON: /"contactCards":\[\{"name":"Marta Lenz"/,
  },
  'locations as cards (`.loc.vcf`), on the map': {
    DB: '"latitude":45.4372',
    HTML: 'aria-label="Map of the world with 45.4372, 12.3346"',
    TXT: 'Current Location (45.4372, 12.3346)',
    JSON: '"location":{"latitude":45.4372',
  },
  'announcements of 14 kinds': {
    DB: ANNOUNCEMENT_CODES,
    HTML: ANNOUNCEMENTS,
    TXT: ANNOUNCEMENTS,
    JSON: ANNOUNCEMENT_CODES,
  },
  'SharePlay: that it was used': { ...said('used SharePlay'), DB: '"kind":"shareplay"' },
  'SharePlay: in which state': {
    DB: lacks('shareplay-'),
    HTML: lacks(/SharePlay (?:started|ended)/),
    TXT: lacks(/SharePlay (?:started|ended)/),
    JSON: lacks(/SharePlay (?:started|ended)/),
  },
  'HEIC pictures in an export that any browser shows': {
    HTML: seenIn(RENDITIONS, 'are beside a copy that they can'),
  },
  'sound (CAF, AMR, Opus) in an export that any browser plays': {
    HTML: seenIn(RENDITIONS, 'are beside a copy that they can'),
  },
  'films in an export that any browser plays': {
    HTML: seenIn(RENDITIONS, 'are beside a copy that they can'),
  },
  'summary, background, draft of a chat': {
    DB: ['They talk about lemons.', '"hasBackground":true', 'typed and not sent'],
    HTML: ['They talk about lemons.', 'Background: Has one', 'typed and not sent'],
    TXT: ['They talk about lemons.', 'Background: Has one', 'typed and not sent'],
    JSON: ['They talk about lemons.', '"hasBackground":true', 'typed and not sent'],
  },
  'SMS, RCS and iMessage chats of one person as one': {
    DB: /chats=\[\{[^\n]*"merged":"(?:participants|lookup)"/,
    HTML: MERGED,
    TXT: MERGED,
    JSON: /"chats":\[\{"rowid":[^\]]*\},\{"rowid":/,
  },
  'a name of one’s own for the owner': {
    HTML: seenIn('src/export/chats/chat-facts.test.ts', 'calls the owner of the phone as the plan says'),
    TXT: seenIn('src/export/chats/chat-facts.test.ts', 'calls the owner of the phone as the plan says'),
  },
  'names of contacts': {
    DB: 'display_name=Liam Walker',
    HTML: '<div class="h">Liam Walker',
    TXT: '] Liam Walker: ',
    JSON: '"name":"Liam Walker"',
  },
  'messages without a chat, or in two': {
    DB: [/In no conversation: /, 'kind=orphaned'],
    HTML: '>In no conversation: ',
    TXT: ': In no conversation: ',
    JSON: ['"text":"In no conversation: ', '"kind":"orphaned"'],
  },
  'name of a group': said('Book club'),
  'picture of a group': {
    DB: /message_conversations [^\n]*group_photo=[0-9a-f]{40}\|group_photo_state=present/,
    HTML: /<header><img class="a" src="[^"]*-chat\.jpg"[^>]*><h1>Book club/,
    TXT: /\nPicture: files\/[^\n]*-chat\.jpg\n/,
    JSON: /"photo":\{"fileID":"[0-9a-f]{40}","state":"present"\}/,
  },
};
