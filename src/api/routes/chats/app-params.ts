import type { z } from 'zod';

/** Path parameter with the app, for routes that serve several apps. */
export interface AppOfAddress {
  readonly artifact?: string;
}

/** Path parameters of an app's lists and of its single records. */
export interface AppParams {
  readonly list: z.ZodType<AppOfAddress & { readonly id: string }>;
  readonly one: z.ZodType<AppOfAddress & { readonly id: string; readonly key: string }>;
}
