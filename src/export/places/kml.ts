import { aboutLines } from '../about.ts';
import { utcTime } from '../format/local-time.ts';
import { escapeXml } from '../format/xml.ts';
import type { About } from '../types.ts';
import { decimal } from './gpx.ts';
import type { ExportedPlace } from './place.ts';

/** Places and tracks as placemarks of a KML 2.2 file (OGC 07-147r2), for Google Earth and others. */
export async function* kml(
  about: About,
  title: string,
  places: AsyncIterable<ExportedPlace>,
): AsyncGenerator<string, void, undefined> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n' +
    `<name>${escapeXml(title)}</name><description>${escapeXml(aboutLines(about).join('\n'))}</description>\n`;
  let track: string | null = null;
  for await (const place of places) {
    if (place.track !== track && track !== null) yield TRACK_END;
    if (place.track === null) yield placemark(place);
    else {
      if (place.track !== track) yield trackStart(place);
      yield `${coordinates(place)} `;
    }
    track = place.track;
  }
  if (track !== null) yield TRACK_END;
  yield '</Document></kml>\n';
}

const TRACK_END = '</coordinates></LineString></Placemark>\n';

/** A track begins with the time of its first point. */
function trackStart({ name, at }: ExportedPlace): string {
  return [
    `<Placemark><name>${escapeXml(name)}</name>`,
    timeStamp(at),
    '<LineString><tessellate>1</tessellate><coordinates>',
  ].join('');
}

/** Google Earth shows descriptions as HTML: escaped twice, they are text. */
function placemark(place: ExportedPlace): string {
  const { at, name, description, fields } = place;
  const data = fields.map(
    ([label, value]) => `<Data name="${escapeXml(label)}"><value>${escapeXml(escapeXml(value))}</value></Data>`,
  );
  return [
    `<Placemark><name>${escapeXml(name)}</name>`,
    description === '' ? '' : `<description>${escapeXml(escapeXml(description))}</description>`,
    timeStamp(at),
    data.length === 0 ? '' : `<ExtendedData>${data.join('')}</ExtendedData>`,
    `<Point><coordinates>${coordinates(place)}</coordinates></Point></Placemark>\n`,
  ].join('');
}

function timeStamp(at: number | null): string {
  const time = utcTime(at);
  return time === '' ? '' : `<TimeStamp><when>${time}</when></TimeStamp>`;
}

function coordinates({ latitude, longitude, altitude }: ExportedPlace): string {
  const height = altitude === null ? '' : `,${decimal(altitude)}`;
  return `${decimal(longitude)},${decimal(latitude)}${height}`;
}
