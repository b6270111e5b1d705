import type { DemoSpec } from './demo-backup.ts';

/** The password of the demo backup. */
export const DEMO_PASSWORD = 'lemonade';

/** Default contents of the demo backup. */
export const DEMO: DemoSpec & { readonly messages: number } = {
  password: DEMO_PASSWORD,
  messages: 2000,
  photos: 60,
  whatsapp: 400,
  notes: 30,
  calls: 120,
  // Until the summer of the backup.
  events: 135,
  eventsEveryDays: 5,
  workouts: 100,
};
