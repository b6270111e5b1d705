import { z } from 'zod';
import type { StoredMessage } from '../locales/messages.ts';

/** A sentence as its id in the catalogues of texts, and the values of its placeholders. */
export const CodedMessageSchema = z
  .object({
    code: z.string().describe('Id of the text, stable.'),
    params: z
      .record(z.string(), z.unknown())
      .describe('Values of its placeholders: strings, numbers, or messages themselves.') as z.ZodType<
      StoredMessage['params']
    >,
  })
  .describe('The sentence beside it in a form that can be rendered in any language.');
/** See {@link CodedMessageSchema}. */
export type CodedMessage = z.infer<typeof CodedMessageSchema>;

/** A sentence of the ledger with how often it was counted. */
export const CountedMessageSchema = CodedMessageSchema.extend({
  count: z.number().int(),
  text: z.string().describe('The sentence in English.'),
});
