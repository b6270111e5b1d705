/** Content of a WeChat message, decoded from its text. Fields that the message does not have are null or missing. */
export interface WechatContent {
  /** Type, with that of an app message after a dot: `1`, `49.5`. */
  readonly code: string;
  /** Words; of messages of an unknown type all that they contain. */
  readonly text?: string | null;
  /** Text of a system note, which has no sender. */
  readonly note?: string | null;
  readonly place?: WechatPlace | null;
  readonly link?: { readonly url: string; readonly title: string | null } | null;
  readonly call?: WechatCall;
  readonly file?: WechatFile;
  readonly quote?: WechatQuote | null;
}

/** A place that was sent. */
export interface WechatPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string | null;
}

/** A call, as described by its message. */
export interface WechatCall {
  readonly isVideo: boolean | null;
  readonly seconds: number | null;
}

/** A file of a message, which the message only describes. */
export interface WechatFile {
  readonly name?: string | null;
  readonly extension?: string | null;
  readonly totalBytes?: number | null;
  readonly seconds?: number | null;
  readonly url?: string | null;
}

/** The message that is answered, as the answer keeps it. */
export interface WechatQuote {
  /** Id of the server. */
  readonly id: string | null;
  readonly sender: string | null;
  readonly text: string | null;
}
