import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits for the pictures of an element. Returns the alternative text and size in pixels of each: `alt 64x48`. */
export async function loadedPictures(element: Locator): Promise<string[]> {
  const pictures = element.locator('img');
  const read = (): Promise<string[]> =>
    pictures.evaluateAll((all) =>
      all.map((one) => {
        const { alt, naturalWidth, naturalHeight } = one as HTMLImageElement;
        return `${alt} ${naturalWidth}x${naturalHeight}`;
      }),
    );
  await element.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await read()).every((picture) => !picture.endsWith(' 0x0'))).toBe(true);
  return read();
}

/** Plays the sound of an element to its end. Returns its length in seconds. */
export async function playedSound(element: Locator): Promise<number> {
  await element.getByRole('button', { name: 'Play' }).click();
  const sound = element.locator('audio');
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.ended)).toBe(true);
  return sound.evaluate((audio: HTMLAudioElement) => audio.duration);
}

/** Plays the film of the open dialog to its end, and closes it. Returns its length in seconds. */
export async function playedFilm(page: Page): Promise<number> {
  const film = page.getByRole('dialog').locator('video');
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.ended)).toBe(true);
  const length = await film.evaluate((video: HTMLVideoElement) => video.duration);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return length;
}
