import { aboutLines } from '../about.ts';
import { utcTime } from '../format/local-time.ts';
import { escapeXml } from '../format/xml.ts';
import type { About } from '../types.ts';
import type { ExportedPlace } from './place.ts';

/** Places as waypoints of a GPX 1.1 file, for map programs and devices. */
export async function* gpx(
  about: About,
  title: string,
  places: AsyncIterable<ExportedPlace>,
): AsyncGenerator<string, void, undefined> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<gpx version="1.1" creator="${escapeXml(about.madeBy)}" xmlns="http://www.topografix.com/GPX/1/1">\n` +
    `<metadata><name>${escapeXml(title)}</name><desc>${escapeXml(aboutLines(about).join('\n'))}</desc>` +
    `<time>${about.exportedAt}</time></metadata>\n`;
  for await (const place of places) yield waypoint(place);
  yield '</gpx>\n';
}

/** Its elements in the order that the schema demands. */
function waypoint({ latitude, longitude, altitude, at, name, description, kind }: ExportedPlace): string {
  const time = utcTime(at);
  return [
    `<wpt lat="${decimal(latitude)}" lon="${decimal(longitude)}">`,
    altitude === null ? '' : `<ele>${decimal(altitude)}</ele>`,
    time === '' ? '' : `<time>${time}</time>`,
    `<name>${escapeXml(name)}</name>`,
    description === '' ? '' : `<desc>${escapeXml(description)}</desc>`,
    `<type>${escapeXml(kind)}</type></wpt>\n`,
  ].join('');
}

/** A number without an exponent: XML Schema's decimals have none. */
export function decimal(number: number): string {
  return String(Number(number.toFixed(9)) + 0).includes('e')
    ? number.toFixed(9)
    : String(Number(number.toFixed(9)) + 0);
}
