/** Types of records that can be searched for. Written out: the help of the command line does not load the artifacts. */
export const SEARCH_TYPES: readonly string[] = [
  'contact',
  'message',
  'whatsapp',
  'whatsapp-call',
  'whatsapp-chat',
  'call',
  'photo',
  'album',
  'person',
  'photo-comment',
  'note',
  'event',
];
