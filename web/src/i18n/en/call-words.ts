/** How a call ended, by the words of the index; `failed` is WhatsApp's. */
export const callOutcomes = {
  answered: 'Answered',
  'answered-elsewhere': 'Answered on another device',
  unanswered: 'Not answered',
  declined: 'Declined',
  missed: 'Missed',
  filtered: 'Silenced, it never rang',
  blocked: 'Blocked',
  failed: 'Failed',
};

/** What a call went through, by the words of the index. */
export const callServices = {
  phone: 'Phone',
  'facetime-audio': 'FaceTime Audio',
  'facetime-video': 'FaceTime Video',
  facetime: 'FaceTime',
  app: 'App',
  whatsapp: 'WhatsApp',
  business: 'WhatsApp Business',
  other: 'Another WhatsApp',
};
