import { lacks, type RowChecks, seenIn } from './check.ts';

const READER = 'src/artifacts/rich/whatsapp/whatsapp.test.ts';
const PAGE = 'test/web/whatsapp.test.ts';
const VIEWS = 'src/views/whatsapp/whatsapp.test.ts';

/** Checks of the table “WhatsApp”. */
export const WHATSAPP_ROWS: Readonly<Record<string, RowChecks>> = {
  'every kind of row says something': {
    DB: ['from the future', '|kind=unknown|'],
    HTML: ['from the future', 'Something happened that Apple Juicer does not know yet'],
    TXT: ['from the future', 'Something happened that Apple Juicer does not know yet'],
    JSON: ['from the future', '"kind":"unknown"'],
  },
  'captions, media': {
    DB: /whatsapp_attachments .*caption=\S/,
    HTML: /<img src="[^"]*\.jpg"/,
    TXT: /<[\w-]+\.jpg: files\//,
    JSON: /"mimeType":"image\/jpeg"[^}]*"caption":"[^"]/,
  },
  'replies, also to what is gone': {
    DB: /reply_to=\w+\|reply_to_key=\d+\|quoted=\{/,
    HTML: /<blockquote><a href="#m\d+">/,
    TXT: /: > \S/,
    JSON: seenIn(VIEWS, 'quotes the message it replies to, even if it was deleted'),
  },
  'reactions, polls with voters': {
    page: seenIn(PAGE, 'shows link previews, places, contacts, polls'),
    DB: ['"emoji":"❤️"', 'poll={"question":"Pizza or pasta?"'],
    HTML: ['❤️, You 👍', 'Poll: Pizza or pasta?'],
    TXT: ['❤️, You 👍)', 'Poll: Pizza or pasta?'],
    JSON: ['"emoji":"❤️"', '"poll":{"question":"Pizza or pasta?"'],
  },
  'contacts, locations, payments': {
    page: seenIn(PAGE, 'shows ticks, view once, payments'),
    DB: ['Íñigo Muñoz', '"latitude":51.75925', 'payment={"'],
    HTML: ['Contact: Íñigo Muñoz', '(51.75925, 19.45698)', 'Payment: 12.5 EUR'],
    TXT: ['Contact: Íñigo Muñoz', 'Piotrkowska, Łódź (51.75925, 19.45698)', 'Payment: 12.5 EUR, to'],
    JSON: ['Íñigo Muñoz', '"latitude":51.75925', '"payment":{"amount":12.5'],
  },
  'events of groups, calls, texts of businesses': {
    page: seenIn(PAGE, 'is in German, including system messages'),
    DB: ['event={"kind":"', 'call={', 'Your parcel is on its way'],
    HTML: ['named the group “', 'Missed voice call', 'Your parcel is on its way'],
    TXT: ['named the group “', 'Missed voice call', 'Your parcel is on its way'],
    JSON: ['"announcement":{"kind":"', '"call":{"isVideo"', 'Your parcel is on its way'],
  },
  'names of mentioned people': {
    DB: seenIn(READER, 'have mentions, by number or LID'),
    HTML: seenIn('src/export/chats/bubbles.test.ts', 'names who is mentioned, as the page does'),
    TXT: seenIn('src/export/chats/bubbles.test.ts', 'names who is mentioned, as the page does'),
    JSON: seenIn(VIEWS, 'has reactions, mentions and forwards'),
  },
  'names of people who are known by LID, push name or past membership': {
    page: seenIn(PAGE, 'shows groups with names'),
    DB: /sender=\+\d+\|sender_jid=\d+@lid\|sender_name=\S/,
    HTML: 'Noah Baker',
    TXT: '] Noah Baker',
    JSON: /"name":"Noah Baker"[^\n]*"senderJid":"\d+@lid"/,
  },
  'admins; members who left': {
    page: seenIn(PAGE, 'says who is an admin of a group, and who has left it'),
    DB: ['"isAdmin":true', '"isActive":false'],
    HTML: [/\((?:[^()]*, )?admin\)/, /\((?:[^()]*, )?no longer a member\)/],
    TXT: [/ \(admin\)/, / \(no longer a member\)/],
    JSON: ['"isAdmin":true', '"isActive":false'],
  },
  'status, channels, communities, broadcasts': {
    DB: ['|kind=status|', '|kind=channel|', '|kind=broadcast|'],
    HTML: ['Daily Lemon', 'Party guests'],
    TXT: ['Daily Lemon', 'Party guests'],
    JSON: ['"kind":"status"', '"kind":"channel"', '"kind":"broadcast"'],
  },
  'picture of the map that came with a place': {
    DB: seenIn(READER, 'have captions, sizes and the path of the file'),
    HTML: seenIn('src/export/chats/chat-facts.test.ts', 'shows the pictures of links and of maps as JPEGs'),
    JSON: seenIn(VIEWS, 'shows places, contacts, polls, calls, deletions and files'),
  },
  'view once, forwarded, starred': {
    page: seenIn(PAGE, 'shows ticks, view once, payments'),
    DB: ['is_view_once=1', /forward_count=\d/, 'is_starred=1'],
    HTML: ['· view once', '· forwarded', '· starred'],
    TXT: ['(view once', '(forwarded', '(starred'],
    JSON: ['"isViewOnce":true', '"forwardCount":5', '"isStarred":true'],
  },
  '`*bold*` and other markup': {
    page: seenIn(PAGE, 'shows markup of words, stickers'),
    DB: 'Train at *8:15* from _platform 3_, not ~9:15~',
    HTML: /<b>8:15<\/b> from <i>platform 3<\/i>, not <s>9:15<\/s>\n?<code>/,
    TXT: 'Train at *8:15* from _platform 3_, not ~9:15~',
    JSON: 'Train at *8:15* from _platform 3_, not ~9:15~',
  },
  'sent, delivered, read, played': {
    page: seenIn(PAGE, 'shows ticks, view once, payments'),
    DB: ['|status=sent|', '|status=delivered|', '|status=read|', 'receipts={"played":1'],
    HTML: ['· sent', '· delivered', '· read', '· played'],
    TXT: [/\(sent[,)]/, /\(delivered[,)]/, /\(read[,)]/, /\(played[,)]/],
    JSON: ['"status":"sent"', '"status":"delivered"', '"status":"read"', '"status":"played"'],
  },
  'number of recipients by receipt': {
    DB: seenIn('src/artifacts/rich/whatsapp/people.test.ts', 'receipts count recipients without the owner'),
    HTML: /(?:delivered to|read by|played by) \d/,
    TXT: /(?:delivered to|read by|played by) \d/,
    JSON: '"receipts":',
  },
  'receipts of each recipient': {
    DB: lacks('"recipientReceipts"'),
    HTML: lacks(/read by \p{L}/u),
    TXT: lacks(/read by \p{L}/u),
    JSON: lacks('"recipientReceipts"'),
  },
  'words of voice messages, mark of an edit': {
    DB: lacks(/whatsapp_attachments .*transcript=/),
    HTML: lacks('· edited'),
    TXT: lacks('(edited'),
    JSON: lacks(/"transcript":"/),
  },
  'about, draft, lifetime, live location of a chat': {
    page: seenIn(PAGE, 'shows markup of words, stickers'),
    DB: [/about=Hey there!/, /draft=\S/, /disappearing_seconds=\d/],
    HTML: ['About: Hey there!', 'Not sent yet: ', 'Messages of their new chats disappear: After 1 day'],
    TXT: ['About: Hey there!', 'Not sent yet: ', 'Messages of their new chats disappear: After 1 day'],
    JSON: ['"about":"Hey there!', '"draft":"', '"disappearingSeconds":86400'],
  },
  'pictures of groups and people': {
    page: seenIn(PAGE, 'shows markup of words, stickers'),
    DB: /whatsapp_chats [^\n]*photo=[0-9a-f]{40}\|photo_state=present/,
    HTML: /<header><img class="a" src="[^"]*-chat\.jpg"[^>]*><h1>/,
    TXT: /\nPicture: files\/[^\n]*-chat\.jpg\n/,
    JSON: /"photo":\{"fileID":"[0-9a-f]{40}","state":"present"\}/,
  },
  'animated stickers': {
    page: seenIn(PAGE, 'shows markup of words, stickers'),
    DB: '.webp',
    HTML: /<img src="[^"]*\.webp"/,
  },
};
