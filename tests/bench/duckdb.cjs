// Prints the milliseconds that DuckDB takes, on one thread, to read the file of area_file.h and to compute
// the standardised rate of each area. Ends with 3 where @duckdb/node-api is not installed.
let duckdb;
try {
  duckdb = require('@duckdb/node-api');
} catch {
  process.exit(3);
}

const BANDS = ['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-89', '90+'];
const WEIGHTS = [11000, 11000, 12500, 13500, 14000, 13500, 11500, 9000, 3500, 500];

const standard = BANDS.map((band, i) => `('${band}', ${WEIGHTS[i]})`).join(', ');
const file = process.argv[2].replaceAll("'", "''");
const query = `
  WITH standard(age_band, weight) AS (VALUES ${standard}),
  counts AS (
    SELECT area_code, age_band, sum(numerator) AS n, sum(denominator) AS d
    FROM read_csv('${file}', header = true, columns = {
      'area_code': 'VARCHAR', 'year': 'INTEGER', 'imd_decile': 'TINYINT', 'age_band': 'VARCHAR', 'sex': 'VARCHAR',
      'numerator': 'INTEGER', 'denominator': 'INTEGER'})
    GROUP BY ALL),
  rates AS (
    SELECT area_code, sum(weight * n / d) / sum(weight) * 1e5 AS rate
    FROM counts JOIN standard USING (age_band) GROUP BY area_code)
  SELECT count(*), avg(rate) FROM rates`;

(async () => {
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const begin = process.hrtime.bigint();
  await connection.runAndReadAll(query);
  console.log(Number(process.hrtime.bigint() - begin) / 1e6);
})();
