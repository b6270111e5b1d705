// Heads of recordings with their transcripts, in Base64, made with Python's `struct` and `json`
// (docs/format/apps-and-system.md).

/** Atoms of a recording of iOS 18 without the sound: the transcript is in the user data of the track. */
export const M4A =
  'AAAAEGZ0eXBNNEEgAAAAAAAAABhtZGF0AAAAAAAAAAAAAAAAAAAAAAAAAYBtb292AAAADG12aGQAAAAAAAABW3RyYWsAAAAMdGto' +
  'ZAAAAAAAAAFHdWR0YQAAAT90c3JweyJsb2NhbGUiOiB7ImlkZW50aWZpZXIiOiAiZW5fR0IifSwgImF0dHJpYnV0ZWRTdHJpbmci' +
  'OiB7InJ1bnMiOiBbIlRoZSIsIDAsICIgc2Vjb25kIiwgMSwgIiBoYWxmIiwgMiwgIiBpcyIsIDMsICIgYWJvdXQiLCA0LCAiIGxl' +
  'bW9ucy4iLCA1XSwgImF0dHJpYnV0ZVRhYmxlIjogW3sidGltZVJhbmdlIjogWzAsIDAuNV19LCB7InRpbWVSYW5nZSI6IFsxLCAx' +
  'LjVdfSwgeyJ0aW1lUmFuZ2UiOiBbMiwgMi41XX0sIHsidGltZVJhbmdlIjogWzMsIDMuNV19LCB7InRpbWVSYW5nZSI6IFs0LCA0' +
  'LjVdfSwgeyJ0aW1lUmFuZ2UiOiBbNSwgNS41XX1dfX0AAAARdWR0YQAAAAluYW1leA==';

/** Of iOS 26: the name is the second of two in the metadata, and pieces and times stand side by side. */
export const QTA =
  'AAAADGZ0eXBxdCAgAAAACHdpZGUAAAAobWRhdAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABJG1vb3YAAAEcdHJh' +
  'awAAARRtZXRhAAAAEGhkbHIAAAAAAAAAAAAAAD5rZXlzAAAAAAAAAAIAAAANbWR0YW90aGVyAAAAIW1kdGFjb20uYXBwbGUuVm9p' +
  'Y2VNZW1vcy50c3JwAAAAvmlsc3QAAAAZAAAAAQAAABFkYXRhAAAAAAAAAAA/AAAAnQAAAAIAAACVZGF0YQAAAAAAAAAAeyJsb2Nh' +
  'bGUiOiB7ImlkZW50aWZpZXIiOiAiZGVfREUifSwgImF0dHJpYnV0ZWRTdHJpbmciOiBbIk9uZSB2b2ljZSIsIHsidGltZVJhbmdl' +
  'IjogWzAsIDFdfSwgIiwgdHdvIHZvaWNlcy4iLCB7InRpbWVSYW5nZSI6IFsxLCAyXX1dfQ==';
