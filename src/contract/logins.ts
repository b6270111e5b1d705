import { z } from 'zod';

/** `GET /auth/browsers`: browsers that are logged in. */
export const BrowserListSchema = z.object({
  items: z.array(
    z.object({
      key: z.string().describe('For logging it out; gives no access.'),
      name: z.string().describe('Browser and system as it names itself; empty if it does not.'),
      address: z.string(),
      loggedInAt: z.number().int(),
      lastSeenAt: z.number().int(),
      expiresAt: z.number().int(),
      current: z.boolean().describe('True for the browser that asks.'),
    }),
  ),
});
/** Browsers that are logged in. */
export type BrowserListView = z.infer<typeof BrowserListSchema>;
