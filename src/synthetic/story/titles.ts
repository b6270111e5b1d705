/** Titles of notes by kind, in turn; notes of other kinds keep theirs. */
const NOTE_TITLES: Readonly<Record<string, readonly string[]>> = {
  plain: ['Ideas for the kitchen', 'Books to read', 'Grandma’s 80th: toast'],
  formatted: ['Cover letter', 'Speech for the wedding'],
  checklist: ['Shopping for Saturday', 'Packing list Italy'],
  lists: ['Lasagne al forno', 'Lemon cake'],
  'locked by password': ['Wi-Fi and door codes', 'Insurance numbers'],
  'locked with attachments': ['Passports and bank'],
  'locked by passcode': ['Diary', 'Gift ideas'],
  trashed: ['Old shopping list', 'Call the plumber'],
  'not downloaded': ['Tax return 2019', 'Old apartment'],
  shared: ['Holiday plans', 'Birthday guest list'],
  table: ['Prices at the market'],
  photo: ['Colours for the kitchen', 'Receipts'],
  'photo in iCloud': ['The fern in the hall'],
  'drawing and scan': ['Kitchen plan and contract'],
  gallery: ['Pages of grandma’s recipe book'],
  'link, place and mention': ['Weekend in Hamburg'],
  'quick note with a link to a note': ['A thought on the train'],
};

/** Titles of events whose plan numbers them, eight apart: odd numbers of titles, so that all of them occur. */
const EVENT_TITLES: Readonly<Record<string, readonly string[]>> = {
  Planning: ['Project kick-off', 'Weekly planning', 'Budget review', 'Design review', 'Interview: Ms. Okafor'],
  'Market day': ['Flea market', 'Farmers’ market', 'Street festival'],
  Journey: ['Trip to Łódź', 'Long weekend in Łódź', 'Easter in Łódź'],
  Choir: ['Choir', 'Pottery class', 'Italian for beginners', 'Swimming', 'Piano lesson', 'Board games', 'Yoga'],
  Board: ['Team meeting', 'Parents’ evening', 'House meeting'],
  'Morning run': ['Morning run', 'Run along the river', '10k training'],
  Dinner: [
    'Dinner with friends',
    'Dinner with the neighbours',
    'Anniversary dinner',
    'Grandma’s birthday dinner',
    'Pizza and kitchen plans',
  ],
};

/** The title of a note in the demo. */
export function noteTitle(kind: string, round: number, title: string): string {
  const titles = NOTE_TITLES[kind];
  return titles?.[round % titles.length] ?? title.replace(/ \d+$/, '');
}

/** The title of an event in the demo, from one with a number. */
export function eventTitle(title: string): string {
  const [, name = '', number = '', rest = ''] = /^(\D+) (\d+)(.*)$/.exec(title) ?? [];
  const titles = EVENT_TITLES[name];
  return titles === undefined ? title : `${titles[Number(number) % titles.length]}${rest.startsWith(' (') ? rest : ''}`;
}
