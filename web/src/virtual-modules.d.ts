/** Made by `web/kind-icons.ts` when the page is built. */
declare module 'virtual:kind-icons' {
  import type { LucideIcon } from 'lucide-react';

  /** The icons that kinds of records name, by their names. */
  export const kindIcons: Readonly<Record<string, LucideIcon>>;
}
