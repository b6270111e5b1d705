import { type Check, without } from './check.ts';

/** Rows whose check needs a file of the corpus: nothing here writes HEIC. */
export const NEEDS_CORPUS: ReadonlySet<string> = new Set(['HEIC pictures in an export that any browser shows']);

/** Checks of the columns of the page, by table: what the elements of the page have. */
export const PAGE_ROWS: Readonly<
  Record<'Messages' | 'WhatsApp' | 'Notes' | 'Photos', Readonly<Record<string, Check>>>
> = {
  Messages: {
    'text of `attributedBody` and of damaged bodies': 'beside a damaged body',
    'bold, italic, underline, strikethrough': [/bold-word<\//, /italic-word<\//, /underlined-word<\//, /out-word<\//],
    mentions: /Hey (?:<[^>]+>)*Liam<\//,
    'web addresses as links; numbers and mail addresses that the phone linked':
      /<a [^>]*href="https:\/\/www\.example\.org\/a\//,
    'tapback that was taken back': without('Liked “Who likes this?”'),
    'tapback without its message': 'Loved “A message that is gone”',
    'Genmoji in its line, with the prompt': 'a lemon with sunglasses in a rowing boat',
    'replies to what is gone': 'Replying to something you no longer have',
    'unsent messages and parts': ['unsent a message', 'This bubble stayed'],
    'lyrics, genre, platform, app of what was shared': [
      'Yellow is the tune',
      'Citrus pop',
      'iPad only',
      'com.example.boards',
    ],
    'links to Apple Maps: place, address': ['Lido of lemons', 'Via Limone 3, Venezia'],
    'balloons of apps that were kept without contents': 'Fitness',
    'contacts as cards (`.vcf`)': ['Marta Lenz', 'marta@example.org'],
    'locations as cards (`.loc.vcf`), on the map': '45.4372',
    'announcements of 14 kinds': [
      'added Lukas Müller to the conversation',
      'removed Lukas Müller from the conversation',
      'changed their phone number',
      'named the conversation “Book club”',
      'removed the name of the conversation',
      'left the conversation',
      'changed the group photo',
      'removed the group photo',
      'changed the background',
      'removed the background',
      'started sharing location',
      'stopped sharing location',
      'kept an audio message',
      'unsent a message',
    ],
    'voice messages: transcript; expired, kept': ['a short synthetic tone', 'Expired', '>Kept'],
    'scheduled; not sent': ['To be sent later', 'Not delivered'],
    'SharePlay: that it was used': 'used SharePlay',
    'names of contacts': 'Liam Walker',
    'codes, dates, numbers and addresses that the phone recognised': [/title="One-time code"/, /title="Phone number"/],
    'sent, delivered, read, played with time': [/Delivered/, /Read/],
    'sent as SMS instead, spam, quiet, verified key': ['delivered quietly', 'contact key verified', 'spam'],
    'summary, background, draft of a chat': ['They talk about lemons.', 'Has one', 'typed and not sent'],
    'picture of a link, from the backup': 'link: A link with its picture 96x64',
    'HEIC pictures in an export that any browser shows': 'picture: pug.heic 64x64',
    'sound (CAF, AMR, Opus) in an export that any browser plays': 'sound: 0.25',
    'films in an export that any browser plays': 'film: 0.25',
    'SMS, RCS and iMessage chats of one person as one': 'one person: 1 true',
    'messages without a chat, or in two': ['in two: 2', /in none: orphaned \S/],
    'name of a group': /<h1[^>]*>(?:<[^>]+>)*Book club/,
    'picture of a group': /<img [^>]*thumbnail\?size=96"[^>]*>(?:<\/[^>]+>)*<div[^>]*><h1/,
  },
  WhatsApp: {
    'every kind of row says something': ['from the future', 'does not know yet'],
    'captions, media': /<img [^>]*src="[^"]*\/thumbnail/,
    'replies, also to what is gone': 'title="Go to the message it answers"',
    'status, channels, communities, broadcasts': [/status: .*<a /, /channel: .*<a /, /broadcast: .*<a /],
    'picture of the map that came with a place': /<img [^>]*src="[^"]*\/thumbnail/,
    'number of recipients by receipt': /(?:delivered to|read by|played by) \d/,
    'names of mentioned people': />@[^<]*\p{L}[^<]*<\/[^>]+>(?:<[^>]+>)* have you seen the lemon tree\?/u,
    'pictures of groups and people': /group: .*<img [^>]*thumbnail\?size=96"/,
  },
  Notes: {
    'galleries in their order': 'gallery: 0,1,2',
    'links between notes': 'link to: true',
  },
  Photos: {
    'titles, captions, keywords, alternative texts': [
      /Morgenlicht|Our new kitchen|Abflug|清水寺の桜/,
      /Grandma laughing|Der alte Leuchtturm|Receipt for the blue sofa|夜の散歩/,
      />Keywords<\/h3><p[^>]*>\p{L}/u,
      />Description<\/h3><p[^>]*>\p{L}/u,
    ],
    'people; boxes of faces': [/>People<\/h3>.*?\?person=[^>]*>\p{L}/u, 'aria-label="Faces with names"'],
    'albums in folders, own order': />Albums<\/h3>.*?\?album=/,
    'traits: selfie, portrait, panorama, HDR, RAW …': [/show=hdr"[^>]*>HDR</, /show=selfie"[^>]*>Selfies?</],
    'app that saved it, app that edited it': [
      />Saved by<\/h3>.*?com\.apple\.camera/,
      />Edited in<\/h3>.*?com\.apple\.mobileslideshow/,
    ],
    'memories, moments, duplicates, shared library': [/\?album=[^>]*>[^<]*(?:Moment|sea)/, 'Shared library'],
    'Shared with You (a library of its own)': /album: Shared with You, \S*p=shared-with-you-/,
    'original, edited, Live video, RAW together': ['>Original<', '>Edited<', '>Live video<'],
  },
};
