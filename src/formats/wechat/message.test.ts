import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../test/support/formats/mutations.ts';
import { readWechatLogins, readWechatMembers, readWechatNames } from './contact.ts';
import { readWechatMessage } from './message.ts';

const app = (inner: string) => `<?xml version="1.0"?>\n<msg><appmsg appid="" sdkver="0">${inner}</appmsg></msg>`;

/** Contents as others document them, and what is in them. */
const SAMPLES: readonly (readonly [type: number, content: string, expected: object])[] = [
  [1, 'R&D <b>', { code: '1', text: 'R&D <b>' }],
  [3, '<msg><img length="120"/></msg>', { code: '3', file: {} }],
  [34, '<msg><voicemsg endflag="1" voicelength="3140"/></msg>', { code: '34', file: { seconds: 3.14 } }],
  [
    35,
    '<msg><pushmail><content><subject>Rent</subject><digest>Due</digest></content></pushmail></msg>',
    { text: 'Rent\nDue' },
  ],
  [42, '<msg username="wxid_x1" nickname="Tom &amp; Li" alias="tomli"/>', { code: '42', text: 'Tom & Li (tomli)' }],
  [43, '<msg><videomsg length="2048" playlength="9"/></msg>', { file: { totalBytes: 2048, seconds: 9 } }],
  [
    47,
    '<msg><emoji fromusername = "a" cdnurl = "http://e.example/1" ></emoji></msg>',
    { file: { url: 'http://e.example/1' } },
  ],
  [
    48,
    '<msg><location x="30.25" y="120.5" label="Hubin Road" poiname="Tea shop"/></msg>',
    { text: 'Hubin Road', place: { latitude: 30.25, longitude: 120.5, name: 'Tea shop' } },
  ],
  [48, '<msg><location x="nowhere" label="Hubin Road"/></msg>', { text: 'Hubin Road' }],
  [
    50,
    '<voipmsg type="VoIPBubbleMsg"><VoIPBubbleMsg><msg><![CDATA[通话时长 01:23]]></msg><room_type>1</room_type></VoIPBubbleMsg></voipmsg>',
    { text: '通话时长 01:23', call: { isVideo: false, seconds: 83 } },
  ],
  [
    50,
    '<voipmsg><VoIPBubbleMsg><msg>Canceled</msg><room_type>0</room_type></VoIPBubbleMsg></voipmsg>',
    { text: 'Canceled', call: { isVideo: true, seconds: null } },
  ],
  [
    50,
    '<voipinvitemsg><roomid>71</roomid><key>6012</key><status>2</status></voipinvitemsg><voipextinfo></voipextinfo>',
    { text: null, call: { isVideo: null, seconds: null } },
  ],
  [50, 'call', { text: 'call', call: { isVideo: null, seconds: null } }],
  [64, '{"msgContent":"Mei started a call"}', { note: 'Mei started a call' }],
  [
    10_000,
    'You opened <_wc_custom_link_ href="weixin://x">a Red Packet</_wc_custom_link_>',
    { note: 'You opened a Red Packet' },
  ],
  [
    10_002,
    '<sysmsg type="revokemsg"><revokemsg><session>x</session><replacemsg><![CDATA["Bob" recalled a message]]></replacemsg></revokemsg></sysmsg>',
    { note: '"Bob" recalled a message' },
  ],
  [
    10_000,
    '<sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile"><plain></plain><template><![CDATA["$username$" invited "$names$"]]></template><link_list><link name="username"><memberlist><member><username>wxid_a</username><nickname>Ann</nickname></member></memberlist></link><link name="names"><memberlist><member><nickname>Bo</nickname></member><member><username>wxid_c</username></member></memberlist><separator><![CDATA[、]]></separator></link></link_list></content_template></sysmsgtemplate></sysmsg>',
    { note: '"Ann" invited "Bo、wxid_c"' },
  ],
  [10_000, '<sysmsg type="other"><x>1</x></sysmsg>', { note: '<sysmsg type="other"><x>1</x></sysmsg>' }],
  [
    49,
    app('<title>Tea</title><des>All about it</des><type>5</type><url>https://t.example/a?b=1&amp;c=2</url>'),
    { code: '49.5', text: 'All about it', link: { url: 'https://t.example/a?b=1&c=2', title: 'Tea' } },
  ],
  [49, app('<title>Tea</title><type>5</type><url>javascript:alert(1)</url>'), { text: 'Tea', link: null }],
  [
    49,
    app('<title>list.xlsx</title><type>6</type><appattach><totallen>512</totallen><fileext>xlsx</fileext></appattach>'),
    { code: '49.6', file: { name: 'list.xlsx', extension: 'xlsx', totalBytes: 512 } },
  ],
  [
    49,
    app(
      '<title>Chat of Ann</title><type>19</type><recorditem><![CDATA[<recordinfo><datalist count="2"><dataitem datatype="1"><datadesc>Four?</datadesc><sourcename>Ann</sourcename></dataitem><dataitem datatype="2"><sourcename>Bo</sourcename></dataitem></datalist></recordinfo>]]></recorditem>',
    ),
    { text: 'Chat of Ann\nAnn: Four?' },
  ],
  [
    49,
    app(
      '<title>Yes</title><type>57</type><refermsg><type>3</type><svrid>71</svrid><fromusr>1@chatroom</fromusr><chatusr>wxid_a</chatusr><content>&lt;msg/&gt;</content></refermsg>',
    ),
    { text: 'Yes', quote: { id: '71', sender: 'wxid_a', text: null } },
  ],
  [49, app('<title>"Ann" tickled "Bo"</title><type>62</type>'), { code: '49.62', note: '"Ann" tickled "Bo"' }],
  [
    49,
    app(
      '<title>Transfer</title><type>2000</type><wcpayinfo><feedesc>￥10.00</feedesc><pay_memo>Tea</pay_memo></wcpayinfo>',
    ),
    { code: '49.2000', text: 'Transfer\n￥10.00\nTea' },
  ],
  [49, app('<title>New</title><type>4711</type>'), { code: '49.4711', text: 'New' }],
  [49, '<msg><appmsg>', { code: '49', text: '<msg><appmsg>' }],
  [77, '<what/>', { code: '77', text: '<what/>' }],
];

describe('readWechatMessage', () => {
  it.each(SAMPLES)('reads type %i (%#)', (type, content, expected) => {
    expect(readWechatMessage(type, content)).toMatchObject(expected);
  });

  it('does not expand entities', () => {
    const bomb = `<!DOCTYPE m [<!ENTITY a "${'x'.repeat(100)}">]>${app('<title>&a;&a;</title><type>5</type>')}`;
    expect(readWechatMessage(49, bomb)).toEqual({ code: '49', text: bomb });
  });

  it('never fails on damaged contents', () => {
    const types = SAMPLES.map(([type]) => type);
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        mutated(SAMPLES.map(([, content]) => Buffer.from(content))),
        (type, bytes) => {
          readOrRefuse(() => readWechatMessage(type, Buffer.from(bytes).toString()));
        },
      ),
      { numRuns: rounds(3000), seed: SEED },
    );
  });
});

describe('contacts of WeChat', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const NAMES = bytes('0a034d656912076d65695f7465611a00');
  const ROOM = bytes('322b3c526f6f6d446174613e3c4d656d62657220557365724e616d653d2261222f3e3c2f526f6f6d446174613e');
  const LOGIN = bytes('0a0a0a03612e6212001a0152');

  it('have names, rooms members, and the phone accounts', () => {
    expect(readWechatNames(NAMES)).toEqual({ nickname: 'Mei', alias: 'mei_tea', remark: null });
    expect(readWechatMembers(ROOM)).toEqual([{ id: 'a', name: null, isOwner: false }]);
    expect(readWechatLogins(LOGIN, () => {})).toEqual([{ id: 'a.b', alias: null, nickname: 'R' }]);
  });

  it('are read or refused when they are damaged', () => {
    fc.assert(
      fc.property(mutated([NAMES, ROOM, LOGIN]), (damaged) => {
        for (const read of [readWechatNames, readWechatMembers, (it: Uint8Array) => readWechatLogins(it, () => {})]) {
          readOrRefuse(() => read(damaged), 'MALFORMED_PROTOBUF', 'LIMIT_EXCEEDED');
        }
      }),
      { numRuns: rounds(2000), seed: SEED },
    );
  });
});
