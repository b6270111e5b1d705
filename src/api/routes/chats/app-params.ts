import type { z } from 'zod';

/** The app that an address names, where it serves several. */
export interface AppOfAddress {
  readonly artifact?: string;
}

/** Parameters of the addresses of an app: of its lists, and of one record. */
export interface AppParams {
  readonly list: z.ZodType<AppOfAddress & { readonly id: string }>;
  readonly one: z.ZodType<AppOfAddress & { readonly id: string; readonly key: string }>;
}
