import type { MapColours } from './basemap.ts';

/** Theme colours as plain CSS values, because the map supports neither custom properties nor `light-dark()`. */
export function mapColours(inside: HTMLElement): MapColours {
  return {
    water: resolve(inside, '--color-sunken'),
    land: resolve(inside, '--color-surface'),
    coast: resolve(inside, '--color-edge'),
    border: resolve(inside, '--color-line'),
  };
}

/** Value of a token in the theme of an element, as `rgb(…)`, read from a rendered element. */
function resolve(inside: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  inside.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}
