/** Files in and out: exports, and the import of a department's workbook. */
export const exchange = {
  summary: '导出汇总（Excel）',
  ledgerExcel: '导出Excel（{{count}}项）',
  ledgerCsv: '导出CSV',
  making: '正在生成…',
  failed: '没有导出：{{reason}}',
  noAnswer: '连不上服务器，请稍后再试',
}
