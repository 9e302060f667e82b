/** The parts into which an import's rows are shown: 要处理, 可以导入, 不导入的, 全部. Without the schemas, for the web. */
export const IMPORT_TABS = ['open', 'ready', 'left', 'all'] as const
export type ImportTab = (typeof IMPORT_TABS)[number]
