import { z } from 'zod';
import type { StoredMessage } from '../locales/messages.ts';

/** A message as its id in the catalogues and the values of its placeholders. */
export const CodedMessageSchema = z
  .object({
    code: z.string().describe('Stable id of the message.'),
    params: z
      .record(z.string(), z.unknown())
      .describe('Values of its placeholders: strings, numbers or nested messages.') as z.ZodType<
      StoredMessage['params']
    >,
  })
  .describe('The accompanying text as a message that can be rendered in any language.');
/** See {@link CodedMessageSchema}. */
export type CodedMessage = z.infer<typeof CodedMessageSchema>;

/** A message of the ledger with its count. */
export const CountedMessageSchema = CodedMessageSchema.extend({
  count: z.number().int(),
  text: z.string().describe('English text.'),
});
