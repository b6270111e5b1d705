import type { MapColours } from './basemap.ts';

/** The tokens of the theme as the map needs them: it knows neither names of colours nor `light-dark()`. */
export function mapColours(inside: HTMLElement): MapColours {
  return {
    water: resolve(inside, '--color-sunken'),
    land: resolve(inside, '--color-surface'),
    coast: resolve(inside, '--color-edge'),
    border: resolve(inside, '--color-line'),
  };
}

/** What a token is in the theme of an element, as `rgb(…)`: drawn once and read back. */
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
