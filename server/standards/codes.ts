/**
 * Code tables of standard numbers, as data. Sectors and departments as after the reforms of 2018 and 2023, to be checked
 * against the catalogue of industry codes before anything but a label rests on them.
 */

/** 行业标准代号: code, sector 行业, competent department 主管部门. */
const INDUSTRIES: readonly (readonly [code: string, sector: string, department: string])[] = [
  ['AQ', '安全生产', '应急管理部'],
  ['BB', '包装', '工业和信息化部'],
  ['CB', '船舶', '工业和信息化部(国防科工局)'],
  ['CH', '测绘', '自然资源部'],
  ['CJ', '城镇建设', '住房和城乡建设部'],
  ['CJJ', '城镇建设工程', '住房和城乡建设部'],
  ['CY', '新闻出版', '国家新闻出版署'],
  ['DA', '档案', '国家档案局'],
  ['DB', '地震', '中国地震局'],
  ['DL', '电力', '国家能源局'],
  ['DY', '电影', '国家电影局'],
  ['DZ', '地质矿产', '自然资源部'],
  ['EJ', '核工业', '国防科工局'],
  ['FZ', '纺织', '工业和信息化部'],
  ['GA', '公共安全', '公安部'],
  ['GC', '国家物资储备', '国家粮食和物资储备局'],
  ['GH', '供销合作', '中华全国供销合作总社'],
  ['GM', '密码', '国家密码管理局'],
  ['GY', '广播电视(和网络视听)', '国家广播电视总局'],
  ['HB', '航空', '工业和信息化部(国防科工局)'],
  ['HG', '化工', '工业和信息化部'],
  ['HJ', '生态环境', '生态环境部'],
  ['HS', '海关', '海关总署'],
  ['HY', '海洋', '自然资源部'],
  ['JB', '机械', '工业和信息化部'],
  ['JC', '建材', '工业和信息化部'],
  ['JG', '建筑工业', '住房和城乡建设部'],
  ['JGJ', '建筑工程', '住房和城乡建设部'],
  ['JR', '金融', '中国人民银行'],
  ['JT', '交通', '交通运输部'],
  ['JTG', '公路工程', '交通运输部'],
  ['JTJ', '交通工程(旧)', '交通运输部'],
  ['JTS', '水运工程', '交通运输部'],
  ['JY', '教育', '教育部'],
  ['KA', '矿山安全', '国家矿山安全监察局'],
  ['LB', '旅游', '文化和旅游部'],
  ['LD', '劳动和劳动安全', '人力资源和社会保障部'],
  ['LS', '粮食', '国家粮食和物资储备局'],
  ['LY', '林业', '国家林业和草原局'],
  ['MH', '民用航空', '中国民用航空局'],
  ['MT', '煤炭', '国家能源局 / 国家矿山安全监察局'],
  ['MZ', '民政', '民政部'],
  ['NB', '能源', '国家能源局'],
  ['NY', '农业', '农业农村部'],
  ['QB', '轻工', '工业和信息化部'],
  ['QC', '汽车', '工业和信息化部'],
  ['QJ', '航天', '工业和信息化部(国防科工局)'],
  ['QX', '气象', '中国气象局'],
  ['RB', '认证认可', '国家市场监督管理总局(国家认监委)'],
  ['RF', '人民防空', '国家人民防空办公室'],
  ['SB', '国内贸易', '商务部'],
  ['SC', '水产', '农业农村部'],
  ['SD', '水利电力(旧)', '原水利电力部'],
  ['SF', '司法', '司法部'],
  ['SH', '石油化工', '工业和信息化部'],
  ['SJ', '电子', '工业和信息化部'],
  ['SL', '水利', '水利部'],
  ['SN', '出入境检验检疫', '海关总署'],
  ['SW', '税务', '国家税务总局'],
  ['SY', '石油天然气', '国家能源局'],
  ['TB', '铁路运输', '国家铁路局'],
  ['TD', '土地管理', '自然资源部'],
  ['TJ', '铁路交通(旧)', '原铁道部'],
  ['TY', '体育', '国家体育总局'],
  ['WB', '物资管理(物流)', '国家发展和改革委员会'],
  ['WH', '文化', '文化和旅游部'],
  ['WJ', '兵工民品', '工业和信息化部(国防科工局)'],
  ['WM', '外经贸', '商务部'],
  ['WS', '卫生', '国家卫生健康委员会'],
  ['WW', '文物保护', '国家文物局'],
  ['XB', '稀土', '工业和信息化部'],
  ['XF', '消防救援', '应急管理部(国家消防救援局)'],
  ['YB', '黑色冶金', '工业和信息化部'],
  ['YC', '烟草', '国家烟草专卖局'],
  ['YD', '通信', '工业和信息化部'],
  ['YJ', '应急管理', '应急管理部'],
  ['YS', '有色金属', '工业和信息化部'],
  ['YY', '医药(医疗器械)', '国家药品监督管理局'],
  ['YZ', '邮政', '国家邮政局'],
  ['ZY', '中医药', '国家中医药管理局'],
  // From memory, seen in public numbers; no file of the domain notes lists them.
  ['GF', '语言文字', '教育部(国家语言文字工作委员会)'],
  ['YDB', '通信', '工业和信息化部'],
  ['YDC', '通信', '工业和信息化部'],
  ['YDN', '通信', '工业和信息化部'],
]

/** 行政区划代码 (GB/T 2260): two digits for provinces, four for the cities of the own province. */
const PLACES: readonly (readonly [code: string, name: string])[] = [
  ['11', '北京市'],
  ['12', '天津市'],
  ['13', '河北省'],
  ['14', '山西省'],
  ['15', '内蒙古自治区'],
  ['21', '辽宁省'],
  ['22', '吉林省'],
  ['23', '黑龙江省'],
  ['31', '上海市'],
  ['32', '江苏省'],
  ['33', '浙江省'],
  ['34', '安徽省'],
  ['35', '福建省'],
  ['36', '江西省'],
  ['37', '山东省'],
  ['41', '河南省'],
  ['42', '湖北省'],
  ['43', '湖南省'],
  ['44', '广东省'],
  ['45', '广西壮族自治区'],
  ['46', '海南省'],
  ['50', '重庆市'],
  ['51', '四川省'],
  ['52', '贵州省'],
  ['53', '云南省'],
  ['54', '西藏自治区'],
  ['61', '陕西省'],
  ['62', '甘肃省'],
  ['63', '青海省'],
  ['64', '宁夏回族自治区'],
  ['65', '新疆维吾尔自治区'],
  ['71', '台湾省'],
  ['81', '香港特别行政区'],
  ['82', '澳门特别行政区'],
  ['3701', '济南市'],
  ['3702', '青岛市'],
  ['3703', '淄博市'],
  ['3704', '枣庄市'],
  ['3705', '东营市'],
  ['3706', '烟台市'],
  ['3707', '潍坊市'],
  ['3708', '济宁市'],
  ['3709', '泰安市'],
  ['3710', '威海市'],
  ['3711', '日照市'],
  ['3713', '临沂市'],
  ['3714', '德州市'],
  ['3715', '聊城市'],
  ['3716', '滨州市'],
  ['3717', '菏泽市'],
]

/**
 * 工程建设地方标准: the two digits of DBJ and DB/T 29 numbers that are older than GB/T 2260 codes and differ from them
 * (from memory; 08 is also the 08 of DG/TJ 08). Any other two digits are read as a GB/T 2260 code.
 */
const ENGINEERING_PLACES: readonly (readonly [code: string, name: string])[] = [
  ['01', '北京市'],
  ['03', '内蒙古自治区'],
  ['04', '山西省'],
  ['08', '上海市'],
  ['13', '福建省'],
  ['14', '山东省'],
  ['15', '广东省'],
  ['29', '天津市'],
]

export interface Industry {
  readonly code: string
  readonly sector: string
  readonly department: string
}

const industries = new Map<string, Industry>(
  INDUSTRIES.map(([code, sector, department]) => [code, { code, sector, department }]),
)
const places = new Map<string, string>(PLACES)
const engineeringPlaces = new Map<string, string>(ENGINEERING_PLACES)

/** All industries, in the order of the table. */
export function listIndustries(): Industry[] {
  return [...industries.values()]
}

/**
 * The industry of a code such as `YY`, or undefined. A two-letter code with J behind it is the old engineering
 * series 工程建设 of that industry (`TBJ` railways), unless the table has the three letters themselves (`JGJ`).
 */
export function findIndustry(code: string): Industry | undefined {
  const found = industries.get(code)
  // DBJ is local engineering, not the earthquake industry's.
  if (found || code === 'DBJ' || code.length !== 3 || !code.endsWith('J')) return found
  const base = industries.get(code.slice(0, 2))
  return base && { ...base, code, sector: `${base.sector}工程` }
}

/**
 * The place of two digits (province), four (city) or six that end in 00 (city), or undefined. A city outside the table
 * is named by its province alone.
 */
export function findPlace(digits: string): string | undefined {
  return places.get(digits.slice(0, 4)) ?? places.get(digits.slice(0, 2))
}

/** True if four digits are a city that the table knows by name. */
export function isKnownCity(digits: string): boolean {
  return digits.length === 4 && places.has(digits)
}

/** The place of the two digits of an engineering number (DBJ 01, DG/TJ 08), or undefined. */
export function findEngineeringPlace(digits: string): string | undefined {
  return engineeringPlaces.get(digits.slice(0, 2)) ?? findPlace(digits)
}

/** Codes of one industry under its names over time (消防, 安全生产): the same serial and year may be the same standard. */
const RENAMED: readonly (readonly string[])[] = [
  ['GA', 'XF'],
  ['AQ', 'YJ', 'KA'],
]

/** The first code of the group that a renamed industry code belongs to, or undefined. */
export function findRenamedGroup(code: string): string | undefined {
  return RENAMED.find((group) => group.includes(code))?.[0]
}

/** The other codes of the group that a renamed industry code belongs to. */
export function listRenamedCodes(code: string): readonly string[] {
  return RENAMED.find((group) => group.includes(code))?.filter((one) => one !== code) ?? []
}

/** 地方标准 codes without DB (from memory): Shenzhen's own series, engineering of Xinjiang. */
const OTHER_LOCAL: readonly (readonly [code: string, place: string])[] = [
  ['SJG', '深圳市'],
  ['SZDB', '深圳市'],
  ['SZJG', '深圳市'],
  ['XJJ', '新疆维吾尔自治区'],
]
const otherLocal = new Map<string, string>(OTHER_LOCAL)

/** The place of a local code without DB, or undefined. */
export function findOtherLocal(code: string): string | undefined {
  return otherLocal.get(code)
}

/**
 * 国外标准, 协会标准: bodies whose numbers count for no target unless a rule names them. Only the first words of a
 * number; what may stand behind is read by the grammar.
 */
export const FOREIGN_CODES: readonly string[] = [
  ...[
    'EN',
    'PREN',
    'FPREN',
    'ENV',
    'HD',
    'CEN',
    'CR',
    'CENELEC',
    'CLC',
    'CWA',
    'ETSI',
    'ES',
    'BS',
    'BSI',
    'PAS',
    'PD',
    'DD',
  ],
  ...['DIN', 'VDE', 'VDI', 'VDA', 'NF', 'UNE', 'UNI', 'NEN', 'NBN', 'NORSOK', 'ONORM', 'SS', 'SFS', 'PN', 'CSN'],
  ...['JIS', 'JASO', 'JEITA', 'KS', 'CNS', 'IS', 'TIS', 'GOST', 'SANS', 'AS', 'NZS', 'CSA', 'CAN', 'ABNT', 'NBR'],
  ...['ANSI', 'ASTM', 'ASME', 'API', 'SAE', 'AWS', 'AWWA', 'ASHRAE', 'ASCE', 'ACI', 'AISC', 'AISI', 'AASHTO', 'AAMI'],
  ...[
    'AATCC',
    'ABMA',
    'AGMA',
    'AHRI',
    'AMCA',
    'ARINC',
    'ACGIH',
    'CGA',
    'CTA',
    'ECMA',
    'EIA',
    'FIPS',
    'FDA',
    'ICEA',
    'IEEE',
  ],
  ...['IESNA', 'INCITS', 'IPC', 'ISA', 'ISTA', 'JEDEC', 'JESD', 'MSS', 'NACE', 'NAS', 'NEMA', 'NFPA', 'NIST', 'NSF'],
  ...['RTCA', 'SEMI', 'SMPTE', 'SSPC', 'TAPPI', 'TIA', 'TEMA', 'UL', 'MIL-STD', 'MIL-DTL', 'MIL-PRF', 'MIL-HDBK'],
  ...['FED-STD', 'J-STD', 'STANAG', 'OHSAS', 'IATF', 'RFC', '3GPP', 'GS1', 'SA'],
]

/** 国际组织 beside ISO, IEC and ITU that ISO's list recognises (from memory); Chinese practice counts them as such. */
export const RECOGNISED_BODIES: readonly string[] = [
  'OIML',
  'JCGM',
  'CODEX',
  'CXS',
  'CXG',
  'CXC',
  'CAC',
  'UIC',
  'CIE',
  'IDF',
]

const NATIONAL_CODES = ['GB', 'GBZ', 'GBJ', 'GSB']
const KNOWN_CODES = [...NATIONAL_CODES, ...industries.keys(), ...otherLocal.keys(), 'DB', 'DBJ', 'CECS', 'ISO', 'IEC']

/** True if one letter was swapped, dropped, added or mistaken between the two. */
function isSlip(one: string, other: string): boolean {
  if (isSwap(one, other)) return true
  if (Math.abs(one.length - other.length) > 1 || one === other) return false
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  const from = shorter.length === longer.length ? same + 1 : same
  return shorter.slice(from) === longer.slice(same + 1)
}

function isSwap(one: string, other: string): boolean {
  return one.length === other.length && one !== other && [...one].sort().join() === [...other].sort().join()
}

/**
 * The code that an unknown one is a slip of (`BD37` of `DB37`, `GTB` of `GB`): letters swapped, else the only code that
 * differs in one letter, else GB if it does; null if no single code is near.
 */
export function suggestCode(unknown: string): string | null {
  const letters = unknown.replace(/\d+$/, '')
  const digits = unknown.slice(letters.length)
  if (digits !== '') return findPlace(digits) && isSlip(letters, 'DB') ? `DB${digits}` : null
  const swapped = KNOWN_CODES.find((code) => isSwap(letters, code))
  if (swapped) return swapped
  const near = letters.length < 2 ? [] : KNOWN_CODES.filter((code) => isSlip(letters, code))
  if (near.length === 1) return near[0] ?? null
  return near.includes('GB') ? 'GB' : null
}
