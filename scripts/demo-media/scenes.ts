import { fractal, noise } from './noise.ts';

/** Red, green and blue from 0 to 1. */
export type Colour = readonly [number, number, number];

/** The colour of a point of a picture; both coordinates from 0 to 1, from the upper left. `time` moves water and clouds. */
export type Scene = (x: number, y: number, time: number) => Colour;

const mix = (one: Colour, other: Colour, part: number): Colour => {
  const share = Math.min(1, Math.max(0, part));
  return [0, 1, 2].map((index) => (one[index] ?? 0) * (1 - share) + (other[index] ?? 0) * share) as unknown as Colour;
};
const smooth = (from: number, to: number, value: number): number => {
  const part = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return part * part * (3 - 2 * part);
};

/** Light of a landscape. */
export interface Light {
  readonly zenith: Colour;
  readonly horizon: Colour;
  readonly sun: Colour;
  readonly sunAt: readonly [number, number];
  readonly haze: Colour;
  readonly clouds: number;
}

/** Light at different times of the day. */
export const LIGHTS = {
  dawn: {
    zenith: [0.32, 0.42, 0.62],
    horizon: [0.98, 0.74, 0.56],
    sun: [1, 0.82, 0.55],
    sunAt: [0.68, 0.5],
    haze: [0.9, 0.7, 0.62],
    clouds: 0.5,
  },
  noon: {
    zenith: [0.2, 0.45, 0.8],
    horizon: [0.75, 0.87, 0.95],
    sun: [1, 0.98, 0.9],
    sunAt: [0.2, 0.1],
    haze: [0.72, 0.82, 0.9],
    clouds: 0.62,
  },
  dusk: {
    zenith: [0.16, 0.16, 0.36],
    horizon: [0.98, 0.48, 0.3],
    sun: [1, 0.6, 0.3],
    sunAt: [0.4, 0.56],
    haze: [0.62, 0.36, 0.42],
    clouds: 0.66,
  },
  overcast: {
    zenith: [0.55, 0.6, 0.66],
    horizon: [0.82, 0.84, 0.85],
    sun: [1, 1, 1],
    sunAt: [0.5, 0.1],
    haze: [0.74, 0.78, 0.8],
    clouds: 0.95,
  },
} as const satisfies Record<string, Light>;

function sky({ zenith, horizon, sun, sunAt, clouds }: Light, seed: number, x: number, y: number, time: number): Colour {
  const base = mix(zenith, horizon, (y / 0.6) ** 1.3);
  const distance = Math.hypot((x - sunAt[0]) * 1.33, y - sunAt[1]);
  const lit = mix(base, sun, Math.exp(-distance * 5) * 0.75 + (distance < 0.03 ? 0.8 : 0));
  // Clouds are flatter towards the horizon.
  const depth = 1 / (0.12 + Math.max(0, 0.62 - y));
  const cloud = fractal((x - 0.5) * depth * 0.9 + 7 + time * 0.05, depth * 0.8, seed, 6);
  const cover = smooth(1 - clouds * 0.62, 1.02 - clouds * 0.36, cloud);
  const white = mix(mix(horizon, [1, 1, 1], 0.55), sun, Math.exp(-distance * 3) * 0.6);
  const shaded = mix(white, zenith, smooth(0.5, 0.85, fractal(x * depth + 3, depth * 0.9 + 0.25, seed + 5, 4)) * 0.5);
  return mix(lit, shaded, cover * 0.85);
}

/** Contents of a landscape. */
export interface Landscape {
  readonly light: Light;
  readonly seed: number;
  /** Mountain ridges, from the farthest to the nearest. */
  readonly ridges: number;
  /** Height of the ridges. */
  readonly relief: number;
  readonly ground: Colour;
  readonly snow?: boolean;
  /** Height of the shore of a lake or sea below; 1 for none. */
  readonly shore: number;
  /** Trees along the nearest ridge. */
  readonly trees?: boolean;
}

/** Hills or mountains with sky, and their reflection where there is water. */
export function landscape({
  light,
  seed,
  ridges,
  relief,
  ground,
  snow = false,
  shore,
  trees = false,
}: Landscape): Scene {
  const ridge = (index: number, x: number): number => {
    const far = 1 - index / ridges;
    const height = fractal(x * (1.6 + index * 1.1) + index * 17, index * 9.1, seed + index, 7);
    const crown =
      trees && index === ridges - 1
        ? noise(x * 130, 1, seed) * 0.022 + Math.abs(noise(x * 420, 2, seed) - 0.5) * 0.02
        : 0;
    return 0.4 + 0.26 * (index / ridges) + (0.5 - height) * relief * (0.5 + far * 0.8) - crown;
  };
  const above = (x: number, y: number, time: number): Colour => {
    let colour = sky(light, seed, x, y, time);
    for (let index = 0; index < ridges; index++) {
      const top = ridge(index, x);
      if (y < top - 0.002) continue;
      const near = (index + 1) / ridges;
      const wide = 7 * (1 + index * 0.8);
      const relievo = (right: number): number =>
        fractal((x + right) * wide + y * 3, y * wide * 1.5, seed + 80 + index, 5);
      const slope = (relievo(0.012) - relievo(0)) * Math.max(-1, Math.min(1, (x - light.sunAt[0]) * 3));
      const texture = fractal(x * 44 * (1 + index), y * 70 * (1 + index), seed + 50 + index, 5);
      const isWooded = trees && index === ridges - 1;
      let body = isWooded
        ? mix([0.09, 0.13, 0.08], [0.2, 0.26, 0.13], texture)
        : mix(ground, [0.14, 0.17, 0.12], texture * 0.8);
      if (snow && index < ridges - 1) {
        const line = smooth(
          0.1,
          -0.02,
          y - top - (1 - near) * 0.13 - (relievo(0) - 0.5) * 0.42 - (texture - 0.5) * 0.08,
        );
        body = mix(mix(body, [0.36, 0.36, 0.4], 0.5), [0.95, 0.96, 1], line);
      }
      const strength = isWooded ? 0.22 : 0.45 + 0.55 * (1 - near);
      body = mix(body, light.sun, Math.max(0, slope) * 3.4 * strength + 0.05);
      body = mix(body, [0.06, 0.07, 0.13], Math.min(0.62, Math.max(0, -slope) * 4.2 * strength));
      const haze = (1 - near) * 0.8 + 0.12 * smooth(0.35, 0.7, y);
      colour = mix(colour, mix(body, light.haze, haze), smooth(-0.002, 0.002, y - top));
    }
    return colour;
  };
  return (x, y, time) => {
    if (y < shore) return above(x, y, time);
    const depth = (y - shore) / (1 - shore);
    const swell =
      fractal(x * 14 * (1.4 - depth) + time * 0.6, (40 * depth) / (0.25 + depth) + time * 1.4, seed + 99, 4) - 0.5;
    const mirrored = above(x + swell * 0.05 * depth, shore - (y - shore) * 0.8 + swell * 0.05, time);
    const deep = mix(light.zenith, [0.02, 0.12, 0.18], 0.55);
    const glint = Math.max(0, swell - 0.16) * 2.2 * Math.exp(-Math.abs(x - light.sunAt[0]) * 3);
    return mix(mix(mirrored, deep, 0.25 + depth * 0.35), light.sun, glint);
  };
}

/** A street of old houses, or a skyline at night with lit windows. */
export function street(seed: number, isNight: boolean): Scene {
  const light: Light = isNight
    ? { ...LIGHTS.dusk, horizon: [0.42, 0.28, 0.42], clouds: 0.4, sun: [0.8, 0.5, 0.4] }
    : LIGHTS.noon;
  const walls: readonly Colour[] = [
    [0.86, 0.67, 0.45],
    [0.8, 0.5, 0.38],
    [0.9, 0.82, 0.66],
    [0.72, 0.62, 0.55],
    [0.85, 0.58, 0.5],
    [0.7, 0.75, 0.7],
  ];
  return (x, y, time) => {
    let colour = sky(light, seed, x, y, time);
    for (const [row, size] of [0.06, 0.11, 0.19].entries()) {
      const at = x / size + row * 13.7;
      const house = Math.floor(at);
      const inside = at - house;
      const height = 0.62 - row * 0.04 - (0.1 + 0.26 * noise(house, row, seed)) * (1 - row * 0.16);
      const gable = Math.abs(inside - 0.5) * 0.06 * (noise(house, 9, seed) > 0.4 ? 1 : 0);
      const top = height + gable;
      if (y < top) continue;
      const wall = walls[Math.floor(noise(house, row + 4, seed) * walls.length)] ?? [0.8, 0.7, 0.6];
      const plaster = fractal(x * 90, y * 90, seed + row, 4);
      let body = mix(wall, [0.35, 0.28, 0.22], plaster * 0.4 + (inside > 0.96 || inside < 0.03 ? 0.35 : 0));
      if (y < top + 0.014 + row * 0.006) body = mix([0.5, 0.24, 0.17], body, plaster * 0.5);
      const [column, floor] = [inside * 4, (y - top) / (0.052 + row * 0.012)];
      const [paneX, paneY] = [column - Math.floor(column), floor - Math.floor(floor)];
      const isWindow = floor > 0.7 && paneX > 0.3 && paneX < 0.7 && paneY > 0.25 && paneY < 0.8;
      const isLit = noise(house * 7 + Math.floor(column), Math.floor(floor) + row * 40, seed + 3) > 0.55;
      if (isWindow)
        body =
          isNight && isLit ? [1, 0.82, 0.45] : mix([0.16, 0.2, 0.26], sky(light, seed, x, 0.3, 0), isNight ? 0.1 : 0.4);
      else if (floor > 0.7 && paneX > 0.22 && paneX < 0.78 && paneY > 0.22 && paneY < 0.82)
        body = mix(body, [0.3, 0.36, 0.28], 0.6);
      if (isNight && !(isWindow && isLit)) body = mix(body, [0.07, 0.06, 0.13], 0.78);
      else if (!isNight) body = mix(body, light.sun, (1 - inside) * 0.16);
      colour = mix(body, light.haze, (2 - row) * (isNight ? 0.1 : 0.22));
    }
    if (y > 0.8) {
      const depth = (y - 0.8) / 0.2;
      const stones = fractal((x - 0.5) * (26 - depth * 16), 30 / (depth + 0.35), seed + 70, 4);
      const pavement = mix([0.62, 0.58, 0.53], [0.36, 0.34, 0.33], stones * 1.2);
      colour = isNight ? mix(pavement, [0.12, 0.1, 0.17], 0.7) : pavement;
      if (isNight)
        colour = mix(colour, [0.9, 0.62, 0.3], 0.35 * smooth(0.55, 0.8, fractal(x * 10, depth * 2, seed + 8, 3)));
    }
    return colour;
  };
}

/** A simple portrait before a blurred background. */
export function portrait(seed: number): Scene {
  const pick = <T>(items: readonly T[], salt: number): T =>
    items[Math.floor(noise(seed * 3.71 + salt * 17.3, salt * 5.9, 11 + salt) * items.length)] as T;
  const skin = pick<Colour>(
    [
      [0.95, 0.78, 0.66],
      [0.88, 0.67, 0.53],
      [0.72, 0.5, 0.37],
      [0.5, 0.33, 0.25],
    ],
    1,
  );
  const hair = pick<Colour>(
    [
      [0.18, 0.12, 0.09],
      [0.42, 0.26, 0.14],
      [0.72, 0.55, 0.3],
      [0.6, 0.58, 0.56],
      [0.5, 0.2, 0.1],
    ],
    2,
  );
  const cloth = pick<Colour>(
    [
      [0.16, 0.3, 0.5],
      [0.62, 0.2, 0.24],
      [0.86, 0.84, 0.78],
      [0.2, 0.36, 0.28],
      [0.85, 0.62, 0.2],
    ],
    3,
  );
  const back = pick<Colour>(
    [
      [0.36, 0.5, 0.3],
      [0.62, 0.52, 0.4],
      [0.35, 0.47, 0.6],
      [0.66, 0.6, 0.58],
    ],
    4,
  );
  const isLong = noise(seed * 1.37, 5, 3) > 0.5;
  const ball = (x: number, y: number, cx: number, cy: number, w: number, h: number): number =>
    Math.hypot((x - cx) / w, (y - cy) / h);
  return (x, y) => {
    let colour = mix(back, [0.08, 0.1, 0.08], fractal(x * 2.4, y * 2.4, seed, 3) * 0.9);
    for (let light = 0; light < 16; light++) {
      const [cx, cy, size] = [
        noise(light, 1, seed),
        noise(light, 2, seed) * 0.75,
        0.025 + 0.05 * noise(light, 3, seed),
      ];
      colour = mix(colour, [1, 0.94, 0.8], 0.3 * smooth(1.06, 0.9, ball(x, y, cx, cy, size, size * 1.33)));
    }
    const [u, v] = [x - 0.5, y];
    if (isLong) colour = mix(colour, mix(hair, [0, 0, 0], 0.25), smooth(1.04, 0.97, ball(u, v, 0, 0.5, 0.2, 0.36)));
    const shoulder = ball(u, v, 0, 1.08, 0.38, 0.36);
    const folds = fractal(x * 9, y * 5, seed + 4, 4);
    colour = mix(colour, mix(cloth, [0, 0, 0], folds * 0.45 + 0.12), smooth(1.02, 0.99, shoulder));
    const shade = (at: number): Colour => mix(mix(skin, [0.35, 0.14, 0.1], at), [1, 0.96, 0.88], 0.1);
    colour = mix(colour, shade(0.34), smooth(1.03, 0.97, ball(u, v, 0, 0.68, 0.075, 0.14)));
    const face = ball(u, v, 0, 0.43, 0.145, 0.22);
    const turned =
      0.12 + 0.3 * smooth(-0.06, 0.16, u) + 0.16 * smooth(0.6, 1, face) + 0.05 * fractal(x * 60, y * 60, seed, 3);
    colour = mix(colour, shade(turned), smooth(1.02, 0.99, face));
    if (face < 1) {
      for (const side of [-1, 1]) {
        colour = mix(colour, shade(0.52), 0.5 * smooth(1.4, 0.4, ball(u, v, side * 0.058, 0.41, 0.036, 0.026)));
        colour = mix(colour, [0.96, 0.95, 0.93], smooth(1.05, 0.9, ball(u, v, side * 0.057, 0.412, 0.022, 0.0115)));
        colour = mix(
          colour,
          mix(hair, [0.1, 0.1, 0.12], 0.5),
          smooth(1.1, 0.9, ball(u, v, side * 0.055, 0.411, 0.0095, 0.0125)),
        );
        colour = mix(
          colour,
          mix(hair, [0, 0, 0], 0.3),
          0.85 * smooth(1.1, 0.8, ball(u, v, side * 0.058, 0.378, 0.032, 0.0062)),
        );
        colour = mix(colour, [0.95, 0.45, 0.38], 0.14 * smooth(1.2, 0.2, ball(u, v, side * 0.078, 0.49, 0.04, 0.034)));
      }
      colour = mix(colour, shade(0.6), 0.42 * smooth(1.2, 0.3, ball(u, v, 0.008, 0.485, 0.026, 0.012)));
      colour = mix(colour, shade(0.02), 0.4 * smooth(1.2, 0.2, ball(u, v, -0.004, 0.452, 0.009, 0.042)));
      const smile = 0.548 - ((u * u) / 0.09) * 0.1;
      colour = mix(colour, [0.66, 0.27, 0.26], 0.85 * smooth(1.1, 0.7, Math.hypot(u / 0.052, (v - smile) / 0.0105)));
    }
    const fringe = ball(u, v, 0, 0.335 + 0.02 * noise(u * 26, 1, seed), 0.163, 0.165);
    const isCap = v < 0.335 - 0.06 * Math.cos(u * 14) + 0.016 * noise(u * 60, 3, seed);
    const strands = noise(u * 190, v * 9, seed + 6);
    if (isCap)
      colour = mix(
        colour,
        mix(mix(hair, [0, 0, 0], 0.35), mix(hair, [1, 0.9, 0.7], 0.25), strands),
        smooth(1.02, 0.98, fringe),
      );
    return colour;
  };
}
