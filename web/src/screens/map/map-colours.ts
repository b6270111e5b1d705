/** Colours of the map as CSS values without custom properties. */
export interface MapColours {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly region: string;
  readonly ink: string;
  readonly muted: string;
  readonly isDark: boolean;
}

/** Theme colours as plain CSS values, because the map supports neither custom properties nor `light-dark()`. */
export function mapColours(inside: HTMLElement): MapColours {
  return {
    water: resolve(inside, '--color-map-water'),
    land: resolve(inside, '--color-map-land'),
    coast: resolve(inside, '--color-edge'),
    border: resolve(inside, '--color-edge'),
    region: resolve(inside, '--color-line'),
    ink: resolve(inside, '--color-ink'),
    muted: resolve(inside, '--color-muted'),
    isDark: resolve(inside, 'light-dark(white, black)') === 'rgb(0, 0, 0)',
  };
}

/** Value of a token, or of another colour, in the theme of an element, as `rgb(…)`, read from a rendered element. */
function resolve(inside: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  // In high contrast all of these would be the colour of text, the map one black area.
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.color = token.startsWith('--') ? `var(${token})` : token;
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
