import type { callOutcomes as englishOutcomes, callServices as englishServices } from '../en/call-words.ts';

/** Wie ein Anruf ausging, nach den Wörtern des Index. */
export const callOutcomes: Readonly<Record<keyof typeof englishOutcomes, string>> = {
  answered: 'Angenommen',
  'answered-elsewhere': 'Auf einem anderen Gerät angenommen',
  unanswered: 'Nicht angenommen',
  declined: 'Abgelehnt',
  missed: 'Verpasst',
  filtered: 'Stummgeschaltet, es klingelte nicht',
  blocked: 'Blockiert',
  failed: 'Fehlgeschlagen',
};

/** Worüber ein Anruf lief, nach den Wörtern des Index. */
export const callServices: Readonly<Record<keyof typeof englishServices, string>> = {
  phone: 'Telefon',
  'facetime-audio': 'FaceTime Audio',
  'facetime-video': 'FaceTime Video',
  facetime: 'FaceTime',
  app: 'App',
  whatsapp: 'WhatsApp',
  business: 'WhatsApp Business',
  other: 'Ein anderes WhatsApp',
};
