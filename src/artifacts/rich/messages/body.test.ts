import { expect, it } from 'vitest';
import { KeyedArchiveWriter } from '../../../synthetic/encoders/keyed-archive-writer.ts';
import { partAttributes, writeAttributedBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { readBody } from './body.ts';

/** An archive of a result of Data Detectors. */
function resultOf(name: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const $class = archive.addClass('DDScannerResult', 'NSObject');
  return archive.finish(archive.add({ $class, T: archive.add(name), VN: 1 }), 'dd-result');
}

function detectedIn(archive: Uint8Array, attribute = '__kIMDataDetectedAttributeName'): readonly string[] | undefined {
  const attributes = new Map(partAttributes(0)).set(attribute, { nsData: archive });
  const body = writeAttributedBody('AB 1234', [{ length: 7, attributes }]);
  return readBody(body, null).parts?.[0]?.runs[0]?.detected;
}

it('names what Data Detectors found, by the archive where the attribute does not say it', () => {
  expect(detectedIn(resultOf('TrackingNumber'))).toEqual(['trackingNumber']);
  expect(detectedIn(resultOf('FlightInformation'))).toEqual(['flight']);
  expect(detectedIn(resultOf('PhysicalAmount'))).toEqual(['amount']);
  expect(detectedIn(resultOf('HttpURL'))).toEqual(['data']);
  expect(detectedIn(resultOf('Date'), '__kIMCalendarEventAttributeName')).toEqual(['calendarEvent']);
});

it('keeps the text where an archive is damaged', () => {
  expect(detectedIn(resultOf('TrackingNumber').subarray(0, 90))).toEqual(['data']);
  expect(detectedIn(Buffer.from('nonsense'))).toEqual(['data']);
});
