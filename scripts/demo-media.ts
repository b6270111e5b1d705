/**
 * Draws the pictures, sounds and films of the demo into `assets/demo`: all of them made by the programs beside this file,
 * so that no rights of others are involved. Needs ffmpeg, whose path is the argument (`pip download imageio-ffmpeg` has one).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { noise } from './demo-media/noise.ts';
import { LIGHTS, landscape, portrait, type Scene, street } from './demo-media/scenes.ts';
import { tune } from './demo-media/tune.ts';

const TARGET = fileURLToPath(new URL('../assets/demo/', import.meta.url));
const WIDTH = 1024;
const HEIGHT = 768;

const GREEN = [0.27, 0.36, 0.2] as const;
const ROCK = [0.33, 0.32, 0.33] as const;
const DRY = [0.52, 0.44, 0.28] as const;

const { dawn, noon, dusk, overcast } = LIGHTS;

/** In the order of the photos of a trip: mountains, lakes, towns and people. */
const PICTURES: readonly Scene[] = [
  landscape({ light: dawn, seed: 3, ridges: 5, relief: 0.62, ground: ROCK, snow: true, shore: 0.68, trees: true }),
  portrait(5),
  landscape({ light: noon, seed: 11, ridges: 4, relief: 0.36, ground: GREEN, shore: 1, trees: true }),
  street(4, false),
  landscape({ light: dusk, seed: 23, ridges: 3, relief: 0.2, ground: DRY, shore: 0.6 }),
  portrait(17),
  landscape({ light: noon, seed: 31, ridges: 5, relief: 0.7, ground: ROCK, snow: true, shore: 1 }),
  street(9, true),
  landscape({ light: overcast, seed: 41, ridges: 5, relief: 0.5, ground: GREEN, shore: 0.72, trees: true }),
  portrait(28),
  landscape({ light: dusk, seed: 57, ridges: 6, relief: 0.5, ground: GREEN, shore: 1, trees: true }),
  street(15, false),
  landscape({ light: noon, seed: 63, ridges: 2, relief: 0.12, ground: DRY, shore: 0.56 }),
  landscape({ light: dawn, seed: 77, ridges: 4, relief: 0.3, ground: DRY, shore: 1, trees: true }),
  portrait(39),
  street(22, true),
];

/** Faces of contacts, and their size. */
const PORTRAITS = 12;
const PORTRAIT = 192;

const FILMS: readonly Scene[] = [PICTURES[0], PICTURES[4]].filter((scene) => scene !== undefined);
const FILM = { width: 480, height: 270, frames: 36, rate: 12 };

/** Pixels of a scene with the grain and the darker corners of a lens. */
function pixels(scene: Scene, width: number, height: number, time = 0): Buffer {
  const out = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
      const corner = 1 - 0.32 * Math.hypot(x - 0.5, y - 0.5) ** 2;
      const grain = (noise(column * 1.7 + time * 99, row * 1.7, 5) - 0.5) * 0.035;
      for (const [index, value] of scene(x, y, time).entries())
        out[(row * width + column) * 3 + index] = Math.round(255 * Math.min(1, Math.max(0, value * corner + grain)));
    }
  }
  return out;
}

const [ffmpeg = 'ffmpeg'] = process.argv.slice(2);
const scratch = join(tmpdir(), `demo-media-${process.pid}`);
mkdirSync(scratch);
mkdirSync(TARGET, { recursive: true });
const run = (...args: readonly string[]): void =>
  void execFileSync(ffmpeg, ['-y', '-loglevel', 'error', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
const name = (index: number): string => String(index + 1).padStart(2, '0');

try {
  const wav = join(scratch, 'tune.wav');
  writeFileSync(wav, tune(9));
  const clean = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  run('-i', wav, ...clean, '-c:a', 'aac', '-b:a', '48k', join(TARGET, 'tune.m4a'));
  run('-i', wav, ...clean, '-c:a', 'libopus', '-b:a', '24k', '-f', 'ogg', join(TARGET, 'tune.opus'));
  run('-i', wav, ...clean, '-c:a', 'libopencore_amrnb', '-ar', '8000', '-b:a', '12.2k', join(TARGET, 'tune.amr'));
  run('-i', wav, ...clean, '-t', '5', '-ar', '11025', '-c:a', 'pcm_u8', join(TARGET, 'tune.wav'));
  for (const [index, scene] of PICTURES.entries()) {
    const picture = sharp(pixels(scene, WIDTH, HEIGHT), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
    await picture
      .clone()
      .jpeg({ quality: 76, mozjpeg: true })
      .toFile(join(TARGET, `${name(index)}.jpg`));
    await picture
      .clone()
      .resize(256)
      .jpeg({ quality: 72 })
      .toFile(join(TARGET, `${name(index)}-small.jpg`));
    process.stdout.write(`${index} `);
  }
  for (let index = 0; index < PORTRAITS; index++) {
    const face = portrait(index * 3 + 1);
    const close: Scene = (x, y, time) => face(0.5 + (x - 0.5) * 0.62, 0.12 + y * 0.78, time);
    await sharp(pixels(close, PORTRAIT, PORTRAIT), { raw: { width: PORTRAIT, height: PORTRAIT, channels: 3 } })
      .jpeg({ quality: 78, mozjpeg: true })
      .toFile(join(TARGET, `face-${name(index)}.jpg`));
  }
  for (const [index, scene] of FILMS.entries()) {
    const frames = Array.from({ length: FILM.frames }, (_, frame) =>
      pixels(scene, FILM.width, FILM.height, frame / 18),
    );
    const raw = join(scratch, 'film.rgb');
    writeFileSync(raw, Buffer.concat(frames));
    const size = `${FILM.width}x${FILM.height}`;
    const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(FILM.rate), '-i', raw, '-i', wav];
    const coded = [
      '-c:v',
      'libx264',
      '-crf',
      '27',
      '-preset',
      'slow',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '48k',
    ];
    run(...input, ...clean, ...coded, '-shortest', '-movflags', '+faststart', join(TARGET, `film-${index + 1}.mp4`));
  }
} finally {
  rmSync(scratch, { recursive: true });
}
