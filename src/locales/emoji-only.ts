import { lazy } from '../model/lazy.ts';

/** The next emoji. Made in ten milliseconds, when it is needed; an expression for three takes a quarter of a second. */
const nextEmoji = lazy(() => /\p{RGI_Emoji}/vy);

const MOST = 3;

/** True for a text of one to three emoji. */
export function isEmojiOnly(text: string): boolean {
  const emoji = nextEmoji();
  emoji.lastIndex = 0;
  for (let count = 0; count < MOST && emoji.test(text); count++) {
    if (emoji.lastIndex === text.length) return true;
  }
  return false;
}
