import { aboutLines } from '../about.ts';
import { utcTime } from '../format/local-time.ts';
import { escapeXml } from '../format/xml.ts';
import type { About } from '../types.ts';
import { decimal } from './gpx.ts';
import type { ExportedPlace } from './place.ts';

/** Places as placemarks of a KML 2.2 file (OGC 07-147r2), for Google Earth and others. */
export async function* kml(
  about: About,
  title: string,
  places: AsyncIterable<ExportedPlace>,
): AsyncGenerator<string, void, undefined> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n' +
    `<name>${escapeXml(title)}</name><description>${escapeXml(aboutLines(about).join('\n'))}</description>\n`;
  for await (const place of places) yield placemark(place);
  yield '</Document></kml>\n';
}

/** Google Earth shows descriptions as HTML: escaped twice, they are text. */
function placemark({ latitude, longitude, altitude, at, name, description, fields }: ExportedPlace): string {
  const time = utcTime(at);
  const data = fields.map(
    ([label, value]) => `<Data name="${escapeXml(label)}"><value>${escapeXml(escapeXml(value))}</value></Data>`,
  );
  const height = altitude === null ? '' : `,${decimal(altitude)}`;
  return [
    `<Placemark><name>${escapeXml(name)}</name>`,
    description === '' ? '' : `<description>${escapeXml(escapeXml(description))}</description>`,
    time === '' ? '' : `<TimeStamp><when>${time}</when></TimeStamp>`,
    data.length === 0 ? '' : `<ExtendedData>${data.join('')}</ExtendedData>`,
    `<Point><coordinates>${decimal(longitude)},${decimal(latitude)}${height}</coordinates></Point></Placemark>\n`,
  ].join('');
}
