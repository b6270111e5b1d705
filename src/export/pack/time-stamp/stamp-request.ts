import { randomBytes } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { bufferOf, SHA256 } from './stamp-response.ts';

/** A request for a time stamp (RFC 3161 §2.4.1) and its nonce, which the answer has to repeat. */
export interface StampRequest {
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
}

/** The request for a SHA-256. It asks for the certificates of the service. */
export function stampRequest(sha256: Uint8Array): StampRequest {
  const nonce = randomBytes(8);
  // Positive and without a leading zero: the only encoding that DER allows.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: bufferOf(sha256) }),
    }),
    nonce: new Integer({ valueHex: bufferOf(nonce) }),
    certReq: true,
  });
  return { bytes: new Uint8Array(request.toSchema().toBER()), nonce };
}
