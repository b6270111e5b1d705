import { contentsOf, defineRecords, f, files, from, textOf } from '../kit/records/index.ts';

/** A day as eight digits. */
const DAY = from([contentsOf('{@folder}/{@stem}.json', 'grainedDate')], (day) => {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(textOf(day)) ?? [];
  return year === undefined ? null : `${year}-${month}-${date}`;
});
const FOLDER = 'Library/VoiceTrigger/SAT/A1B2/en-US/7/td/audio';

/** The owner’s voice: recordings of “Hey Siri”, by which the phone knows who speaks. */
export const siriSamples = defineRecords({
  id: 'siri-samples',
  area: 'media',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no recordings by which Siri knows a voice.',
  seenOn: ['files as another tool reads them', 'synthetic'],
  store: files('HomeDomain', 'Library/VoiceTrigger/SAT/**/td/audio/*.wav'),
  table: 'siri_samples',
  name: ['Recording for Siri', 'Recordings for Siri'],
  icon: 'mic',
  privacy: 'P2',
  rows: '',
  fields: {
    name: f.text('@name', 'Name of the file.'),
    day: f.day(DAY, 'The day on which it was recorded.'),
    device: f.text(contentsOf('{@folder}/{@stem}.json', 'productType'), 'Model of the device that recorded it.'),
    size: f.bytes('@size', 'Size.'),
    modifiedAt: f.date('@modified', 'When the file was last changed.', { label: 'Last changed' }),
    audio: f.thisFile('The sound.'),
  },
  show: { at: 'modifiedAt', title: 'name', text: ['day', 'device'], play: 'audio' },
  example: {
    files: {
      [`HomeDomain/${FOLDER}/5F1D.wav`]: { text: 'RIFF' },
      [`HomeDomain/${FOLDER}/5F1D.json`]: { json: { grainedDate: '20250606', productType: 'iPhone13,3' } },
      [`HomeDomain/${FOLDER}/6A2E.wav`]: { text: 'RIFF....' },
    },
    rows: [
      { name: '5F1D.wav', day: '2025-06-06', device: 'iPhone13,3', size: 4, audio: `HomeDomain/${FOLDER}/5F1D.wav` },
      { name: '6A2E.wav', day: null, device: null, size: 8, audio: `HomeDomain/${FOLDER}/6A2E.wav` },
    ],
  },
});
