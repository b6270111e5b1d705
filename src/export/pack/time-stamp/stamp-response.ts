import { createHash } from 'node:crypto';
import { type AsnType, fromBER, OctetString, Sequence } from 'asn1js';
import { Certificate, PKIStatus, SignedData, TimeStampResp, TSTInfo } from 'pkijs';
import { MAX_STAMP_BYTES } from '../manifest.ts';

/** Object identifiers. */
export const SHA256 = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const SIGNING_CERTIFICATES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.9.16.2.12': 'v1',
  '1.2.840.113549.1.9.16.2.47': 'v2',
};
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Why an answer is no time stamp. */
type StampProblem = 'malformed' | 'rejected' | 'other-contents' | 'other-nonce' | 'signature' | 'untrusted';

/** What a time stamp says. */
export interface Stamp {
  /** ISO 8601. */
  readonly at: string;
  /** In hexadecimal digits. */
  readonly serial: string;
  readonly policy: string;
  /** Name of the service in its certificate. */
  readonly signer: string;
  /** True if the certificate leads to a given CA; null if none was given. */
  readonly isTrusted: boolean | null;
}

/** An answer of a service, checked. */
export type CheckedStamp = { readonly stamp: Stamp } | { readonly problem: StampProblem; readonly detail: string };

/** What an answer has to fit. */
export interface StampExpectation {
  /** What was stamped. */
  readonly contents: Uint8Array;
  /** That of the request; absent if it is not known any more. */
  readonly nonce?: Uint8Array;
  /** Certificates in PEM that are trusted; absent if the certificate of the service is not to be checked. */
  readonly trusted?: string;
}

/**
 * Checks an answer (TimeStampResp): its status, that it is about these contents, the nonce, the signature by the
 * certificate in it, which has to be one for time stamps, and whether that leads to a trusted one.
 */
export async function checkStamp(bytes: Uint8Array, expected: StampExpectation): Promise<CheckedStamp> {
  if (bytes.byteLength > MAX_STAMP_BYTES) return { problem: 'malformed', detail: 'too large' };
  try {
    return await check(bytes, expected);
  } catch (error) {
    return { problem: 'malformed', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function check(bytes: Uint8Array, { contents, nonce, trusted }: StampExpectation): Promise<CheckedStamp> {
  const response = new TimeStampResp({ schema: parse(bytes) });
  const { status, statusStrings } = response.status;
  if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods) {
    const words = statusStrings?.map((text) => text.valueBlock.value).join(' ') ?? '';
    return { problem: 'rejected', detail: `status ${status}${words === '' ? '' : `: ${words.slice(0, 200)}`}` };
  }
  const token = response.timeStampToken;
  if (token === undefined || token.contentType !== SIGNED_DATA) return { problem: 'malformed', detail: 'no token' };
  const signed = new SignedData({ schema: token.content });
  const { eContent, eContentType } = signed.encapContentInfo;
  if (eContentType !== TST_INFO || eContent === undefined) return { problem: 'malformed', detail: 'no time' };
  const info = TSTInfo.fromBER(eContent.getValue());
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const digest = createHash('sha256').update(contents).digest();
  const isAboutIt = hashAlgorithm.algorithmId === SHA256 && digest.equals(hexView(hashedMessage));
  if (!isAboutIt) return { problem: 'other-contents', detail: 'the digest is another' };
  if (nonce !== undefined && !Buffer.from(nonce).equals(hexView(info.nonce))) {
    return { problem: 'other-nonce', detail: 'the answer is that to another request' };
  }
  const signer = await signerOf(signed, contents);
  if (typeof signer === 'string') return { problem: 'signature', detail: signer };
  const stamp = {
    at: info.genTime.toISOString(),
    serial: Buffer.from(hexView(info.serialNumber)).toString('hex'),
    policy: info.policy,
    signer: nameOf(signer),
    isTrusted: null,
  };
  if (trusted === undefined) return { stamp };
  const why = await chainProblem(signed, contents, trusted);
  return why === null ? { stamp: { ...stamp, isTrusted: true } } : { problem: 'untrusted', detail: why };
}

/** The certificate that signed the token; a text says why there is none. */
async function signerOf(signed: SignedData, contents: Uint8Array): Promise<Certificate | string> {
  if (signed.signerInfos.length !== 1) return 'there is not exactly one signature';
  const result = await signed
    .verify({ signer: 0, data: bufferOf(contents), checkChain: false, extendedMode: true })
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof result === 'string') return result;
  const certificate = result.signerCertificate;
  if (result.signatureVerified !== true || certificate === null || certificate === undefined) return 'it does not fit';
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const type = attributes.find((attribute) => attribute.type === CONTENT_TYPE);
  if (type?.values[0]?.valueBlock?.toString() !== TST_INFO) return 'it is one of something else';
  // RFC 5816: otherwise the certificate could be exchanged for another with the same key.
  const named = attributes.find((attribute) => attribute.type in SIGNING_CERTIFICATES);
  const certHash = named === undefined ? null : firstOctets(named.values[0]);
  if (certHash === null || !isHashOf(certHash, new Uint8Array(certificate.toSchema().toBER()))) {
    return 'its certificate is another than it says';
  }
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes: readonly string[] = usage?.parsedValue?.keyPurposes ?? [];
  const isForStamps = usage?.critical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING;
  return isForStamps ? certificate : 'its certificate is not one for time stamps';
}

/** Why the certificate leads to none of the trusted ones; null if it does. */
async function chainProblem(signed: SignedData, contents: Uint8Array, trusted: string): Promise<string | null> {
  const trustedCerts = certificatesIn(trusted);
  if (trustedCerts.length === 0) return 'there is no certificate in the file';
  try {
    const options = {
      signer: 0,
      data: bufferOf(contents),
      trustedCerts,
      checkChain: true,
      passedWhenNotRevValues: true,
    };
    return (await signed.verify(options)) ? null : 'the signature does not fit';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function certificatesIn(pem: string): Certificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\w+/=\s]+)-----END CERTIFICATE-----/g)].map(([, text = '']) =>
    Certificate.fromBER(bufferOf(Buffer.from(text, 'base64'))),
  );
}

/** Common name, or all names. */
function nameOf({ subject }: Certificate): string {
  const names = subject.typesAndValues.map(({ type, value }) => [type, value.valueBlock.value] as const);
  return names.find(([type]) => type === '2.5.4.3')?.[1] ?? names.map(([, value]) => value).join(', ');
}

function parse(bytes: Uint8Array): AsnType {
  const { result, offset } = fromBER(bufferOf(bytes));
  if (offset !== bytes.byteLength) throw new Error('not one whole value');
  return result;
}

function firstOctets(value: AsnType | undefined): Uint8Array | null {
  if (value instanceof OctetString) return hexView(value);
  if (!(value instanceof Sequence)) return null;
  for (const part of value.valueBlock.value) {
    const found = firstOctets(part);
    if (found !== null) return found;
  }
  return null;
}

/** Hashes by their length: SHA-1 in the first version of the attribute. */
const HASHES: Readonly<Record<number, string>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384', 64: 'sha512' };

function isHashOf(hash: Uint8Array, bytes: Uint8Array): boolean {
  const name = HASHES[hash.byteLength];
  return name !== undefined && createHash(name).update(bytes).digest().equals(hash);
}

/** The bytes of a value; none for no value. */
function hexView(value: { readonly valueBlock: { readonly valueHexView: Uint8Array } } | undefined): Uint8Array {
  return value?.valueBlock.valueHexView ?? new Uint8Array();
}

/** The bytes in a buffer of their own. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
