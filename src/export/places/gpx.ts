import { aboutLines } from '../about.ts';
import { utcTime } from '../format/local-time.ts';
import { escapeXml } from '../format/xml.ts';
import type { About } from '../types.ts';
import type { ExportedPlace } from './place.ts';

/** Places as waypoints and tracks of a GPX 1.1 file, for map programs and devices. */
export async function* gpx(
  about: About,
  title: string,
  places: AsyncIterable<ExportedPlace>,
): AsyncGenerator<string, void, undefined> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<gpx version="1.1" creator="${escapeXml(about.madeBy)}" xmlns="http://www.topografix.com/GPX/1/1">\n` +
    `<metadata><name>${escapeXml(title)}</name><desc>${escapeXml(aboutLines(about).join('\n'))}</desc>` +
    `<time>${about.exportedAt}</time></metadata>\n`;
  let track: string | null = null;
  for await (const place of places) {
    if (place.track !== track && track !== null) yield TRACK_END;
    if (place.track === null) yield waypoint(place);
    else {
      if (place.track !== track) yield trackStart(place);
      yield trackPoint(place);
    }
    track = place.track;
  }
  if (track !== null) yield TRACK_END;
  yield '</gpx>\n';
}

const TRACK_END = '</trkseg></trk>\n';

function trackStart({ name, kind }: ExportedPlace): string {
  return `<trk><name>${escapeXml(name)}</name><type>${escapeXml(kind)}</type><trkseg>\n`;
}

function trackPoint(place: ExportedPlace): string {
  return `<trkpt ${position(place)}>${heightAndTime(place)}</trkpt>\n`;
}

/** Its elements in the order that the schema demands. */
function waypoint(place: ExportedPlace): string {
  const { name, description, kind } = place;
  return [
    `<wpt ${position(place)}>`,
    heightAndTime(place),
    `<name>${escapeXml(name)}</name>`,
    description === '' ? '' : `<desc>${escapeXml(description)}</desc>`,
    `<type>${escapeXml(kind)}</type></wpt>\n`,
  ].join('');
}

function position({ latitude, longitude }: ExportedPlace): string {
  return `lat="${decimal(latitude)}" lon="${decimal(longitude)}"`;
}

function heightAndTime({ altitude, at }: ExportedPlace): string {
  const time = utcTime(at);
  return (altitude === null ? '' : `<ele>${decimal(altitude)}</ele>`) + (time === '' ? '' : `<time>${time}</time>`);
}

/** A number without an exponent: XML Schema's decimals have none. */
export function decimal(number: number): string {
  return String(Number(number.toFixed(9)) + 0).includes('e')
    ? number.toFixed(9)
    : String(Number(number.toFixed(9)) + 0);
}
