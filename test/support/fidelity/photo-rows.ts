import { lacks, type RowChecks, seenIn } from './check.ts';

const DETAILS = 'test/web/photo-details.test.ts';

/** Checks of the table “Photos”. */
export const PHOTO_ROWS: Readonly<Record<string, RowChecks>> = {
  'titles, captions, keywords, alternative texts': {
    DB: ['Our new kitchen', 'Grandma laughing at the lemonade stand', /keywords=\["/, /alt_text=[^n|]/],
    XMP: ['<dc:title>', '<dc:description>', '<dc:subject>', 'AltTextAccessibility'],
    JSON: ['"title": "Our new kitchen"', /"keywords": \[\n\s+"/, /"altText": "/],
  },
  'people; boxes of faces': {
    DB: [/photo_people .*name=Lukas Müller/, /photo_faces .*center_x=0\.\d/],
    XMP: ['<Iptc4xmpExt:PersonInImage>', '<mwg-rs:Area stArea:x="0.38000000"'],
    JSON: ['"name": "Lukas Müller"', '"centerX": 0.38'],
  },
  'time with its zone, place in words': {
    DB: ['time_zone=America/Los_Angeles', '1 Dr Carlton B Goodlett Pl, San Francisco'],
    page: seenIn(DETAILS, 'lies on the day of the place where it was taken'),
    XMP: [/<exif:DateTimeOriginal>\S+-07:00</, '<Iptc4xmpCore:Location>1 Dr Carlton'],
    JSON: ['"timeZone": "America/Los_Angeles"', '"place": "1 Dr Carlton'],
  },
  'albums in folders, own order': {
    DB: /photo_albums .*kind=folder/,
    XMP: /== [^\n]+\/[^\n]+\.xmp/,
    JSON: /"folders": \[\n\s+"/,
  },
  'traits: selfie, portrait, panorama, HDR, RAW …': {
    DB: ['|is_selfie=1|', '|is_hdr=1|', /subtype=panorama/],
    XMP: lacks(/selfie|panorama/i),
    JSON: [/"traits": \[\n\s+"/, '"hdr"'],
  },
  'app that saved it, app that edited it': {
    DB: ['com.apple.camera', 'com.apple.mobileslideshow'],
    XMP: lacks('com.apple.'),
    JSON: ['"app": "com.apple.camera"', '"editor": "com.apple.mobileslideshow"'],
  },
  'text in a photo, marked in it': {
    DB: /recognised_text=[^n|]/,
    page: seenIn(DETAILS, 'has the text in the picture, to copy, and is found by it'),
    XMP: lacks('recognised'),
    JSON: /"recognisedText": "/,
  },
  'memories, moments, duplicates, shared library': {
    DB: [/photo_albums .*kind=memory/, /photo_albums .*kind=moment/],
    XMP: lacks('A weekend by the sea'),
    JSON: ['"kind": "memory"', '"kind": "moment"'],
  },
  'Shared with You (a library of its own)': {
    DB: seenIn('test/shared-with-you.test.ts', 'pictures seen in Messages are in an album beside the library'),
    XMP: lacks('Shared with You'),
    JSON: seenIn('test/shared-with-you.test.ts', 'pictures seen in Messages are in an album beside the library'),
  },
  'original, edited, Live video, RAW together': {
    DB: [/edited_file=[0-9a-f]{40}/, /live_video_file=[0-9a-f]{40}/],
    XMP: seenIn('src/export/photos/photos.test.ts', 'has pictures and their videos under one name'),
    JSON: ['"edited": "IMG_0001 (edited).jpg"', /"liveVideo": "/],
  },
  'all of this written into the picture file': {
    XMP: seenIn('test/photo-export.test.ts', 'has the metadata in JPEGs where that is wanted'),
    JSON: seenIn('test/photo-export.test.ts', 'has the names and bytes of the originals'),
  },
};
