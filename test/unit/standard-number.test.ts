import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { listIndustries } from '../../server/standards/codes.ts'
import { dedupKeys, parsePlanNumber, parseStandardNumber } from '../../server/standards/number.ts'

/** What a text is read as; throws with the refusal if it is none. */
function read(text: string) {
  const reading = parseStandardNumber(text)
  if (!reading.ok) throw new Error(`${text}: ${reading.reason}`)
  return reading
}
function refusal(text: string) {
  const reading = parseStandardNumber(text)
  return reading.ok ? reading.canonical : reading.reason
}

describe('classes and codes', () => {
  test.each([
    ['GB 90001-2020', 'national', 'mandatory', 'GB'],
    ['GB/T 90001.2-2020', 'national', 'recommended', 'GB/T'],
    ['GB/Z 901-2025', 'national', 'guidance', 'GB/Z'],
    ['GSB 04-9001-2020', 'national', 'unknown', 'GSB'],
    ['GBZ 901.1-2020', 'national', 'mandatory', 'GBZ'],
    ['GBZ/T 901.1-2020', 'national', 'recommended', 'GBZ/T'],
    ['GBJ 90-1989', 'national', 'unknown', 'GBJ'],
    ['GB/T 50999-2020', 'national', 'recommended', 'GB/T'],
    ['YY/T 9016', 'industry', 'recommended', 'YY/T'],
    ['TB 10902-2017', 'industry', 'mandatory', 'TB'],
    ['HJ 902.2-2018', 'industry', 'unknown', 'HJ'],
    ['SL 901-2018', 'industry', 'unknown', 'SL'],
    ['TBJ 90-1990', 'industry', 'unknown', 'TBJ'],
    ['JGJ/T 923-2011', 'industry', 'recommended', 'JGJ/T'],
    ['JTG D90-2017', 'industry', 'mandatory', 'JTG'],
    ['JTG F80/1-2017', 'industry', 'mandatory', 'JTG'],
    ['JTG/T 9365-02-2020', 'industry', 'recommended', 'JTG/T'],
    ['JTS 945-2-2013', 'industry', 'mandatory', 'JTS'],
    ['JR/T 0901-2020', 'industry', 'recommended', 'JR/T'],
    ['NB/SH/T 0901-2013', 'industry', 'recommended', 'NB/SH/T'],
    ['DB/T 90-2020', 'industry', 'recommended', 'DB/T'],
    ['DB 90-2020', 'industry', 'mandatory', 'DB'],
    ['DB37/T 9001.5-2020', 'local', 'recommended', 'DB37/T'],
    ['DB37 9001-2020', 'local', 'mandatory', 'DB37'],
    ['DB3701/T 90-2021', 'local', 'recommended', 'DB3701/T'],
    ['DB3702/FW JY 901-2020', 'local', 'unknown', 'DB3702/FW JY'],
    ['DB/T 29.1-2008', 'industry', 'recommended', 'DB/T'],
    ['DB/T 29-947-2017', 'local', 'recommended', 'DB/T'],
    ['JB/ZQ 9006-2006', 'industry', 'unknown', 'JB/ZQ'],
    ['HB 0-93-2005', 'industry', 'mandatory', 'HB'],
    ['T/310101002-C903-2016', 'group', 'unknown', 'T/310101002'],
    ['Q/ABC-2018-901', 'enterprise', 'unknown', 'Q/ABC-2018-901'],
    ['ANSI/ESD S90.20-2021', 'foreign', 'unknown', 'ANSI/ESD'],
    ['NF C95-100', 'foreign', 'unknown', 'NF'],
    ['IPC J-STD-901H', 'foreign', 'unknown', 'IPC J-STD'],
    ['ASME SA-916', 'foreign', 'unknown', 'ASME'],
    ['DB13(J)/T 9359-2020', 'local', 'recommended', 'DB13(J)/T'],
    ['DBJ/T 14-936-2006', 'local', 'recommended', 'DBJ/T'],
    ['DG/TJ 08-9200-2024', 'local', 'recommended', 'DG/TJ'],
    ['T/ABC 901-2020', 'group', 'unknown', 'T/ABC'],
    ['T/31ABC 001-2021', 'group', 'unknown', 'T/31ABC'],
    ['T/ABC 001S-2023', 'group', 'unknown', 'T/ABC'],
    ['T/ABC-D 0901-2021', 'group', 'unknown', 'T/ABC-D'],
    ['T/ABC 90-1-3-2018', 'group', 'unknown', 'T/ABC'],
    ['T/CECS G:D91-01-2023', 'group', 'unknown', 'T/CECS'],
    ['CECS 901:2007', 'group', 'unknown', 'CECS'],
    ['Q/ABC 901-2020', 'enterprise', 'unknown', 'Q/ABC'],
    ['Q/370102ABC 001S-2023', 'enterprise', 'unknown', 'Q/370102ABC'],
    ['Q/ABC001-2020', 'enterprise', 'unknown', 'Q/ABC001'],
    ['ISO 90001:2022', 'international', 'unknown', 'ISO'],
    ['ISO/IEC 90001:2022/Amd 1:2024', 'international', 'unknown', 'ISO/IEC'],
    ['ISO/IEC TR 99110-5-1-2:2011', 'international', 'unknown', 'ISO/IEC TR'],
    ['ISO/TS 92163:2017', 'international', 'unknown', 'ISO/TS'],
    ['ISO/DIS 90001', 'international', 'unknown', 'ISO/DIS'],
    ['ISO Guide 973:2009', 'international', 'unknown', 'ISO Guide'],
    ['ISO 905-A01:2010', 'international', 'unknown', 'ISO'],
    ['IWA 94-1:2013', 'international', 'unknown', 'IWA'],
    ['IEC 90601-1:2005+AMD1:2012 CSV', 'international', 'unknown', 'IEC'],
    ['IEC 90601-1:2005/AMD1:2012', 'international', 'unknown', 'IEC'],
    ['CISPR 91:2015/ISH1:2017', 'international', 'unknown', 'CISPR'],
    ['ITU-T Y.4900/Y.2960 (06/2012)', 'international', 'unknown', 'ITU-T'],
    ['ITU-T G.989 (2014) Amd 1 (04/2016)', 'international', 'unknown', 'ITU-T'],
    ['ITU-R BT.909-6', 'international', 'unknown', 'ITU-R'],
    ['IEEE 9802.3-2018', 'foreign', 'unknown', 'IEEE'],
    ['ASTM D938-14', 'foreign', 'unknown', 'ASTM'],
    ['EN 9090-1:2009+A1:2011', 'foreign', 'unknown', 'EN'],
    ['AS/NZS 9020:2018', 'foreign', 'unknown', 'AS/NZS'],
    ['DBS37 001-2020', 'local', 'mandatory', 'DBS37'],
    ['CAC/GL 950-2004', 'international', 'unknown', 'CAC/GL'],
    ['JIS G 9101:2010', 'foreign', 'unknown', 'JIS'],
    ['ASTM D9369-17a(2020)e1', 'foreign', 'unknown', 'ASTM'],
    ['EN ISO 93485:2016/AC:2018', 'foreign', 'unknown', 'EN ISO'],
    ['ETSI EN 300 928 V2.2.2 (2019-07)', 'foreign', 'unknown', 'ETSI EN'],
    ['ECMA-919', 'foreign', 'unknown', 'ECMA'],
    ['CSA C22.2 No. 90950-1-07', 'foreign', 'unknown', 'CSA'],
    ['CR 91955:1995', 'foreign', 'unknown', 'CR'],
    ['GOST R 92070-2003', 'foreign', 'unknown', 'GOST R'],
    ['IEEE 802.11ax-2021', 'foreign', 'unknown', 'IEEE'],
    ['UNE-EN 91176-1:2018', 'foreign', 'unknown', 'UNE-EN'],
    ['ZB J04 905-1987', 'industry', 'unknown', 'ZB'],
    ['ZBY 920-1983', 'industry', 'unknown', 'ZBY'],
  ])('%s is %s, %s', (text, standardClass, nature, code) => {
    const reading = read(text)
    expect([reading.canonical, reading.class, reading.nature, reading.code]).toEqual([
      text,
      standardClass,
      nature,
      code,
    ])
  })

  test('names the industry or the place', () => {
    expect(read('YY/T 9016').sector).toBe('医药(医疗器械)')
    expect(read('DB3701/T 90-2021').place).toBe('济南市')
    expect(read('DB44/T 90-2021').place).toBe('广东省')
    expect(read('DG/TJ 08-9200-2024').place).toBe('上海市')
  })
  test('keeps parts and leading zeros as they are printed', () => {
    expect(read('GB/T 90001.2.3-2020')).toMatchObject({ serial: '90001', part: '2.3', year: 2020, dated: true })
    expect(read('JR/T 0901-2020').serial).toBe('0901')
    expect(read('JTS 945-2-2013')).toMatchObject({ serial: '945-2', part: null })
  })
})

describe('years', () => {
  test.each([
    ['GBJ 90-89', 'GBJ 90-1989'],
    ['GB 90220-95', 'GB 90220-1995'],
    ['CECS 93:89', 'CECS 93:1989'],
    ['ISO 90001-2015', 'ISO 90001:2015'],
    ['GB/T 90001-20 11', 'GB/T 90001-2011'],
    ['GB/T 90001.4 1999 CAD文件管理', 'GB/T 90001.4-1999'],
    ['GB 90016-2014(2018年版)', 'GB 90016-2014'],
    ['GB 90016 2018年版', 'GB 90016'],
    ['ISO 90001:2015(E)', 'ISO 90001:2015'],
    ['JGJ 96-05', 'JGJ 96-2005'],
    ['GB/T 90001/2016', 'GB/T 90001-2016'],
    ['JGJ922006', 'JGJ 92-2006'],
    ['GB902042015', 'GB 90204-2015'],
    ['GB/T 9191—20XX', 'GB/T 9191'],
    ['GB/T 9191—202×', 'GB/T 9191'],
    ['GB/T 9191—XXXX', 'GB/T 9191'],
  ])('%s is %s', (text, canonical) => expect(read(text).canonical).toBe(canonical))

  test('a citation without year is undated and never equals a dated one', () => {
    expect(read('GB/T 90001')).toMatchObject({ year: null, dated: false })
    expect(read('GB/T 90001').canonical).not.toBe(read('GB/T 90001-2020').canonical)
  })
})

describe('dirty text', () => {
  test.each([
    ['gb/t90001—2016', 'GB/T 90001-2016'],
    ['ＧＢ／Ｔ　９０００１－２０１６', 'GB/T 90001-2016'],
    ['GB∕T 90001――2016', 'GB/T 90001-2016'],
    ['GB\u00a0/T 90001 – 2016', 'GB/T 90001-2016'],
    ['GBT90001-2016', 'GB/T 90001-2016'],
    ['GB T 90001', 'GB/T 90001'],
    ['GB-T 90001-2016', 'GB/T 90001-2016'],
    ['GB_T_90001_2016.pdf', 'GB/T 90001-2016'],
    ['GB+T 90001-2016', 'GB/T 90001-2016'],
    ['GB/T 90001:2016', 'GB/T 90001-2016'],
    ['GB/T 9001 3-2016', 'GB/T 9001.3-2016'],
    ['GB?T 90001?2016', 'GB/T 90001-2016'],
    ['GB/T 900\n01-2016', 'GB/T 90001-2016'],
    ['GB/T 90001一2016', 'GB/T 90001-2016'],
    ['犌犅／犜 90001—2016', 'GB/T 90001-2016'],
    ['GB 90016-2014 第5.3.2条', 'GB 90016-2014'],
    ['符合GB90016规定', 'GB 90016'],
    ['GB<sup>/</sup>T 91450<sup>—</sup>2022', 'GB/T 91450-2022'],
    ['[1] GB/T&nbsp;93792——2021 馆藏操作[S].', 'GB/T 93792-2021'],
    ['JTGD20-2017', 'JTG D20-2017'],
    ['GBZ 94364-2009', 'GB/Z 94364-2009'],
    ['QCR 9562-2017', 'Q/CR 9562-2017'],
    ['DIN 97100-80', 'DIN 97100:1980'],
    ['UL94V-0级', 'UL 94'],
    ['ASTM A916-WCB', 'ASTM A916'],
    ['GB/T 19001～2016', 'GB/T 19001-2016'],
    ['ITU G.9711', 'ITU-T G.9711'],
    ['DG/T J08-9090-2020', 'DG/TJ 08-9090-2020'],
    ['ISO 90001:2015 (R2021)', 'ISO 90001:2015'],
    ['ASME B96.5-2017 (R2021)', 'ASME B96.5-2017'],
    ['T/XMLZH0001S—2023', 'T/XMLZH 0001S-2023'],
    ['DB9-T 1-2020 GB/T 90001-202 0', 'GB/T 90001-2020'],
    ['34.NB T 97018.1-2017 承压设备用', 'NB/T 97018.1-2017'],
    ['LYT 9234-2020', 'LY/T 9234-2020'],
    ['CJJ_T 923-2020', 'CJJ/T 923-2020'],
    ['DB32T9580-2019', 'DB32/T 9580-2019'],
    ['DB11/ 9234-2020', 'DB11 9234-2020'],
    ['DB37 1999.31-2016', 'DB37 1999.31-2016'],
    ['DB379234-2020', 'DB37 9234-2020'],
    ['[T-ABC 001—2021 西洋参.pdf](x', 'T/ABC 001-2021'],
    ['TCECS 922-2020', 'T/CECS 922-2020'],
    ['T+ABC+922-2020', 'T/ABC 922-2020'],
    ['CECS 941-2004', 'CECS 941:2004'],
    ['Q/GDW 91809—2023', 'Q/GDW 91809-2023'],
    ['iso/iec 90001：2022', 'ISO/IEC 90001:2022'],
    ['GB/T 90001-2O16', 'GB/T 90001-2016'],
    ['GB/T l9001-20l6', 'GB/T 19001-2016'],
    ['GB 99706.l—2007', 'GB 99706.1-2007'],
    ['（GB/T）90001-2016', 'GB/T 90001-2016'],
    ['https://example.org/search?q=DB37%2FT%209179-2021', 'DB37/T 9179-2021'],
    ['JTG_F90_1_2017.pdf', 'JTG F90/1-2017'],
    ['BSEN ISO 90001:2015', 'BS EN ISO 90001:2015'],
    ['IEEE Std 9802.1X-2010', 'IEEE 9802.1X-2010'],
    ['GB9 706.1-2007', 'GB 9706.1-2007'],
    ['GB/T 1 9001-2016', 'GB/T 19001-2016'],
    ['DBS 37/ 001—2020', 'DBS37 001-2020'],
    ['Q/ABC 0001 S-2020', 'Q/ABC 0001S-2020'],
    ['Q/ABC 2 16 904-2019', 'Q/ABC 2 16 904-2019'],
    ['C:\\temp\\word\\GBT 95978—2018文本.docx', 'GB/T 95978-2018'],
    ['3GB 94943.1-2022', 'GB 94943.1-2022'],
    ['a standard—IEC 90601—2—63: 2012', 'IEC 90601-2-63:2012'],
    ['ISO 97206-12Implants for surgery', 'ISO 97206-12'],
    ['such as ISO 97366:2013 Supply chain', 'ISO 97366:2013'],
    ['ASTM D 9169-16', 'ASTM D9169-16'],
    ['ASTM F9208 - 18 Standard', 'ASTM F9208-18'],
    ['ASTMF9314', 'ASTM F9314'],
    ['JIS G9101-2010', 'JIS G 9101:2010'],
    ['BS EN 90601-2-1-2015', 'BS EN 90601-2-1:2015'],
    ['ГОСТ Р 92070-2003', 'GOST R 92070-2003'],
    ['ISO/ASTM 92910-18', 'ISO/ASTM 92910:2018'],
    ['GB13971-91K', 'GB 13971-1991'],
    ['gb_t_9423_1', 'GB/T 9423.1'],
    ['G B / T 1 9 9 0 1 — 2 0 1 6', 'GB/T 19901-2016'],
    ['GB/T9423，1-2008', 'GB/T 9423.1-2008'],
    ['GB n 975-82', 'GBN 975-1982'],
    ['SL 937-001-1999', 'SL 937-001-1999'],
    ['DB13(J)91-2016', 'DB13(J) 91-2016'],
    ['DBJ 14-S2-98', 'DBJ 14-S2-1998'],
    ['T/ABC 005.F-2018', 'T/ABC 005.F-2018'],
    ['T/ABC 97—2018/T/DEF 1-2018', 'T/ABC 97-2018'],
    ['Q/ABC0001S 2012', 'Q/ABC0001S-2012'],
    ['Q/ABC 9234.1-202X', 'Q/ABC 9234.1'],
    ['Q/ABC 02-96', 'Q/ABC 02-1996'],
    ['Q/GDW 08 J948-2010', 'Q/GDW 08 J948-2010'],
  ])('%j is %s', (text, canonical) => expect(read(text).canonical).toBe(canonical))

  test('says what was put right', () => {
    expect(read('GB/T 90001-2016').tidied).toEqual([])
    expect(read('gb／t90001—2016').tidied).toEqual(['full-width', 'dash', 'case', 'space'])
    expect(read('GBT 90001-95').tidied).toEqual(expect.arrayContaining(['missing-slash', 'year']))
  })
  test('gives what the text said beside the number', () => {
    expect(read('GB/T 90001-2020《标准化工作导则》').title).toBe('标准化工作导则')
    expect(read('《办公用房能耗定额》（DB37/T 9672-2019）.pdf').title).toBe('办公用房能耗定额')
    expect(read('GB/T 90001-2020（行业分类）').title).toBe('行业分类')
    expect(read('GB/T 90001-2020').title).toBeNull()
  })
})

describe('more than one number in a text', () => {
  test('a double number takes its class from the first half', () => {
    const reading = read('GB/T 90001-2020/ISO 90001:2019')
    expect(reading).toMatchObject({ canonical: 'GB/T 90001-2020', class: 'national', adopts: 'ISO 90001:2019' })
    expect(read('GB/T 90001-2016 质量管理体系 要求（ISO 90001:2015，IDT）').adopts).toBe('ISO 90001:2015')
    expect(read('ISO 94001:2015/GB/T 94001-2016')).toMatchObject({
      canonical: 'GB/T 94001-2016',
      adopts: 'ISO 94001:2015',
    })
  })
  test('NEQ is a stated correspondence and no adoption', () => {
    expect(read('GB/T 90001-2016（ISO 90001:2015，NEQ）').adopts).toBeNull()
  })
  test('A 代替 B is A', () => {
    expect(read('GBZ92.2-2007代替GBZ92-2002')).toMatchObject({
      canonical: 'GBZ 92.2-2007',
      replaces: 'GBZ 92-2002',
    })
    expect(read('GB/T 91-2020 代替 GB/T 91-2010、GB/T 92-2010').replaces).toBe('GB/T 91-2010、GB/T 92-2010')
  })
  test.each([
    ['NB/T 97008-2017(JB/T 9726)', 'NB/T 97008-2017', 'JB/T 9726'],
    ['XF/T 912—2008（原GA/T 912-2008）', 'XF/T 912-2008', 'GA/T 912-2008'],
  ])('in brackets close behind stands what is replaced: %s', (text, canonical, replaces) => {
    expect(read(text)).toMatchObject({ canonical, replaces })
  })
  test('the same number twice is one', () => {
    expect(read('GB/T 90001-2020《导则》GB/T 90001—2020.pdf').canonical).toBe('GB/T 90001-2020')
    expect(read('GB/T 90001《导则》GB/T 90001-2020').canonical).toBe('GB/T 90001-2020')
  })
  test.each([
    ['GB/T 90001-2016 GB/T 94001-2016', ['GB/T 90001-2016', 'GB/T 94001-2016']],
    ['GB/T 91-2020 被 GB/T 92-2021 代替', ['GB/T 91-2020', 'GB/T 92-2021']],
    ['GB/T 9423.1~9423.10-2008', ['GB/T 9423.1-2008', 'GB/T 9423.10-2008']],
    ['GB 90966-90971 汇编', ['GB 90966', 'GB 90971']],
    ['GB 95085.1-7', ['GB 95085.1', 'GB 95085.7']],
    ['GB/T 96886.1/.5/.10', ['GB/T 96886.1', 'GB/T 96886.5']],
    ['GB/T 9423.1、9423.2-2008', ['GB/T 9423.1-2008', 'GB/T 9423.2-2008']],
    ['YY 9116、YY/T 9832', ['YY 9116', 'YY/T 9832']],
    ['EN ISO 91135/91137', ['EN ISO 91135', 'EN ISO 91137']],
    ['ISO 91737-1/-2', ['ISO 91737-1', 'ISO 91737-2']],
  ])('%s is refused with both', (text, numbers) => {
    expect(parseStandardNumber(text)).toMatchObject({ ok: false, reason: 'two-numbers', numbers })
  })
  test.each([
    ['DL/T 9146-2009 DL/T 960实施技术规范', 'DL/T 9146-2009', 'DL/T 960实施技术规范'],
    ['《IEC 91850工程应用模型》Q/GDW 9396-2012', 'Q/GDW 9396-2012', 'IEC 91850工程应用模型'],
    ['《Q/GDW 9396-2012 IEC 91850工程应用模型》', 'Q/GDW 9396-2012', 'IEC 91850工程应用模型'],
  ])('a number that is a word of the title is no second one: %s', (text, canonical, title) => {
    expect(read(text)).toMatchObject({ canonical, title })
  })
  test('a chemical or a clause in the title is no second number', () => {
    expect(read('GB/T 98537-2012 高压设备中六氟化硫(SF6)的使用').canonical).toBe('GB/T 98537-2012')
  })
})

describe('amendments 修改单', () => {
  test.each([
    ['GB 95629.11-2003/XG1-2006', 'GB 95629.11-2003/XG1-2006', 'XG1-2006'],
    ['GB 95629.11-2003-XG1-2006', 'GB 95629.11-2003/XG1-2006', 'XG1-2006'],
    ['《食品添加剂》（GB 9886.47-2016）第1号修改单', 'GB 9886.47-2016/XG1', 'XG1'],
    ['GB 98306-2015（含第1号修改单）', 'GB 98306-2015', null],
    ['ISO/IEC 90001:2022/Amd 1:2024', 'ISO/IEC 90001:2022/Amd 1:2024', 'Amd 1:2024'],
  ])('%s is %s', (text, canonical, amendment) => expect(read(text)).toMatchObject({ canonical, amendment }))
})

describe('what is no standard number', () => {
  test.each([
    ['JJG 962-2019', 'metrology-rule'],
    ['JJF(鲁) 92-2020', 'metrology-rule'],
    ['TSG R9005-2011', 'equipment-rule'],
    ['GJB 9901C-2017', 'military-standard'],
    ['20209234-T-469', 'plan-number'],
    ['2020-9123T-YD', 'plan-number'],
    ['历下政发〔2023〕3号', 'document-number'],
    ['2017年第7号公告', 'document-number'],
    ['SAC/TC 928', 'committee'],
    ['ISO/IEC JTC 1/SC 27', 'committee'],
    ['ISBN 978-7-5066-1234-5', 'publication'],
    ['ISSN 1000-1234', 'publication'],
    ['91370102MA3C1234X5', 'credit-code'],
    ['ZL 2020 1 0123456.7', 'patent'],
    ['CN 112345678 A', 'patent'],
    ['ICS 03.120.10', 'classification'],
    ['16G101-1', 'atlas'],
    ['XX/T 9234-2020', 'unknown-code'],
    ['DB97/T 9234-2020', 'unknown-place'],
    ['DB370102/T 92-2021', 'county-level'],
    ['DB371/T 92-2021', 'unknown-place'],
    ['BD37/T 9234-2020', 'unknown-code'],
    ['SY215C挖掘机', 'no-number'],
    ['WJ-880型', 'no-number'],
    ['SH600519', 'no-number'],
    ['SL 0-4', 'no-number'],
    ['TB6600', 'no-number'],
    ['DZ47-63', 'no-number'],
    ['LY2023-01', 'no-number'],
    ['8 GB10', 'no-number'],
    ['T/XXX 001-2021', 'no-number'],
    ['BS-200', 'no-number'],
    ['EN-2023-015', 'no-number'],
    ['QB-2023-05', 'no-number'],
    ['TB-2021-66', 'no-number'],
    ['YBZ00123456', 'no-number'],
    ['LS 12-2020-3', 'no-number'],
    ['Q/A 10', 'no-number'],
    ['MH-Z19B', 'no-number'],
    ['GBJ2510整流桥', 'no-number'],
    ['NB 200×100', 'no-number'],
    ['JIS SUS304', 'no-number'],
    ['SAE 10W-40', 'no-number'],
    ['AISI 316L', 'no-number'],
    ['EN 1.4301', 'no-number'],
    ['EN AW-6061', 'no-number'],
    ['CAN 500kbps', 'no-number'],
    ['office@gb9001.com', 'no-number'],
    ['ISO 4.2.3', 'no-number'],
    ['GJB2基因', 'no-number'],
    ['GB/T XXXXX—XXXX', 'no-number'],
    ['0531-88888888', 'no-number'],
    ['2023-11-13', 'no-number'],
    ['', 'no-number'],
    ['标准化工作导则', 'no-number'],
  ])('%s: %s', (text, reason) => expect(refusal(text)).toBe(reason))

  test('a refusal shows what it speaks of', () => {
    expect(parseStandardNumber('DB370102/T 92-2021')).toMatchObject({ found: '370102' })
    expect(parseStandardNumber('XX/T 9234-2020')).toMatchObject({ found: 'XX', suggestion: null })
  })
  test.each([
    ['BD37/T 9234-2020', 'BD37', 'DB37'],
    ['BD3701/T 9234-2020', 'BD3701', 'DB3701'],
    ['BG/T 9234-2020', 'BG', 'GB'],
    ['GJJ 9234-2020', 'GJJ', 'JGJ'],
    ['BD97/T 9234-2020', 'BD97', null],
  ])('an unknown code suggests the one that it is a slip of: %s', (text, found, suggestion) => {
    expect(parseStandardNumber(text)).toMatchObject({ reason: 'unknown-code', found, suggestion })
  })
  test('plan numbers are read on their own', () => {
    expect(parsePlanNumber('计划号 ２０２０９２３４－Ｔ－４６９')).toMatchObject({
      canonical: '20209234-T-469',
      level: 'national',
      nature: 'recommended',
      department: '469',
    })
    expect(parsePlanNumber('2020-9123T-YD')).toMatchObject({ level: 'industry', department: 'YD' })
    expect(parsePlanNumber('GB/T 90001-2020')).toBeNull()
  })
})

describe('keys of equal and nearly equal standards', () => {
  const keys = (text: string) => dedupKeys(read(text))
  test('editions share the key without year, not the key', () => {
    expect(keys('GB/T 90001-2020').key).not.toBe(keys('GB/T 90001-2010').key)
    expect(keys('GB/T 90001-2020').withoutYear).toBe(keys('GB/T 90001').withoutYear)
    expect(keys('ISO 90001:2015').withoutYear).toBe('ISO 90001')
  })
  test('a standard and its amendment never share a key', () => {
    const [base, amendment] = [keys('GB 95-2003'), keys('GB 95-2003/XG1-2006')]
    expect(base.key).not.toBe(amendment.key)
    expect(base.withoutYear).not.toBe(amendment.withoutYear)
  })
  test('GB and GB/T of one serial and year meet without nature (2017)', () => {
    expect(keys('GB 9001-2010').withoutNature).toBe(keys('GB/T 9001-2010').withoutNature)
    expect(keys('T/ABC 91-2020').withoutNature).toBe('T/ABC 91-2020')
  })
  test('renamed industry codes meet', () => {
    expect(keys('GA 9131-2014').renamed).toBe(keys('XF 9131-2014').renamed)
    expect(keys('AQ/T 9131-2014').renamed).toBe(keys('KA/T 9131-2014').renamed)
    expect(keys('GB/T 9131-2014').renamed).toBeNull()
  })
})

// ---------------------------------------------------------------------------------------------------------------------

const digits = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String)
const year = fc.integer({ min: 1990, max: 2026 })
const part = fc.option(digits(1, 99), { nil: null })
const groupCode = fc.constantFrom('ABC', 'CECS', 'SDAS', 'ZZB', '31ABC', 'QGCML')
const chinese = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('GB', 'GB/T', 'GB/Z', 'GBZ', 'GBZ/T', 'DB37', 'DB37/T', 'DB3701/T', 'DB44/T', 'DB/T'),
      fc.constantFrom(...listIndustries().map(({ code }) => code)).filter((code) => code !== 'DB'),
      fc.constantFrom(...listIndustries().map(({ code }) => `${code}/T`)),
      groupCode.map((code) => `T/${code}`),
    ),
    digits(100, 9999),
    part,
    year,
  )
  .map(([code, serial, number, edition]) => `${code} ${serial}${number === null ? '' : `.${number}`}-${edition}`)
const international = fc
  .tuple(
    fc.constantFrom('ISO', 'IEC', 'ISO/IEC', 'ISO/IEC TR', 'ISO/TS'),
    digits(100, 99999),
    part,
    year,
    fc.constantFrom('', 'amended'),
  )
  .map(([code, serial, number, edition, amended]) => {
    const supplement = amended === '' ? '' : code === 'IEC' ? '/AMD1:2026' : '/Amd 1:2026'
    return `${code} ${serial}${number === null ? '' : `-${number}`}:${edition}${supplement}`
  })
const foreign = fc
  .tuple(fc.constantFrom('EN', 'BS EN', 'EN ISO', 'DIN'), digits(1000, 99999), part, year)
  .map(([code, serial, number, edition]) => `${code} ${serial}${number === null ? '' : `-${number}`}:${edition}`)
const canonical = fc.oneof(chinese, international, foreign)
/** What a text with anything in it may hold. */
const pieces = fc.constantFrom(
  ...['GB', '/T', 'T/', 'Q/', 'DB', '37', 'ISO', '/IEC', ' ', '-', ':', '.', '9001', '2020', '1', 'ABC', 'XG1', '代替'],
  ...[
    '《',
    '（',
    'ITU-T ',
    'X.9',
    'EN',
    'JTG',
    'D',
    '~',
    '\n',
    '/',
    'Amd',
    '+',
    '、',
    'ASTM',
    'S',
    'XX',
    ...[
      'O',
      'l',
      '05',
      'GOST',
      'ГОСТ',
      'ZB',
      'CSA',
      'C22.2 No.',
      'ETSI',
      'V1.2.3',
      '95',
      '14',
      'T',
      ')',
      '(',
      'R',
      'J',
      '_',
    ],
  ],
)

describe('for every number', () => {
  test('canonical of canonical is itself', () => {
    fc.assert(
      fc.property(canonical, (text) => {
        expect(read(text).canonical).toBe(text)
      }),
    )
  })
  test('whatever is read reads the same again', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (words) => {
        const first = parseStandardNumber(words.join(''))
        if (first.ok) expect(refusal(first.canonical)).toBe(first.canonical)
      }),
      { numRuns: 1000 },
    )
  })
  test('width, spaces, dashes and case never matter', () => {
    const wide = (text: string) =>
      text
        .replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
        .replace(/ /g, '\u3000')
    const dash = fc.constantFrom('-', '–', '—', '－', '−', '--', '―')
    fc.assert(
      fc.property(canonical, dash, fc.boolean(), fc.boolean(), fc.boolean(), (text, mark, low, full, loose) => {
        let dirty = text.replaceAll('-', loose ? ` ${mark} ` : mark)
        dirty = loose ? dirty.replaceAll('/', ' / ').replace(' ', '  ') : dirty.replaceAll(' ', '')
        if (low) dirty = dirty.toLowerCase()
        if (full) dirty = wide(dirty)
        expect([dirty, refusal(dirty)]).toEqual([dirty, text])
      }),
    )
  })
  test('a title before or behind changes nothing', () => {
    const title = fc.constantFrom('标准化工作导则', '《办公用房能耗定额》', '第2部分：要求', '（试行）')
    fc.assert(
      fc.property(canonical, title, title, (text, before, behind) => {
        expect(read(`${before}${text}${behind}`).canonical).toBe(text)
      }),
    )
  })
})

describe('for every text', () => {
  test('nothing makes it throw', () => {
    const runs = { numRuns: 50 }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => void parseStandardNumber(text)),
      runs,
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (words) => void parseStandardNumber(words.join(''))),
      runs,
    )
  })
  test('twice the text is at most about twice the work', () => {
    const tried = vi.spyOn(RegExp.prototype, 'exec')
    const work = (text: string) => {
      tried.mockClear()
      parseStandardNumber(text)
      return tried.mock.calls.length
    }
    for (const piece of [
      'GB/T 9',
      'T/A',
      'Q/A1 ',
      'ISO 9-',
      '1',
      '.1',
      ' - 1',
      'DB37',
      'A ',
      '(',
      '代替GB 9',
      'ASTM A1/',
      '9、',
    ]) {
      const of = (length: number) => work(piece.repeat(length).slice(0, length))
      expect(of(500), piece).toBeLessThan(2.5 * of(250) + 50)
    }
    tried.mockRestore()
  })
  test('what lies beyond 500 characters is not read', () => {
    expect(refusal(`${'标'.repeat(500)}GB/T 90001-2020`)).toBe('no-number')
    expect(refusal(`GB/T 90001-2020${'标'.repeat(100_000)}GB/T 90002-2020`)).toBe('GB/T 90001-2020')
  })
})
