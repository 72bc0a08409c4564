-- compiler 1, standing
WITH `rules`(`cell`, `rule`, `cap`, `starts`, `value`, `fade`, `limit_1`) AS (VALUES
  (425, 'P-1', 1, 1, CAST(-5 AS BIGINT), 1, 1),
  (426, 'P-1', 1, 1, -5, 1, 1),
  (427, 'P-1', 1, 1, -5, 1, 1),
  (428, 'P-1', 1, 1, -5, 1, 1),
  (429, 'P-1', 1, 1, -5, 1, 1),
  (433, 'P-1', 1, 1, -5, 1, 1),
  (434, 'P-1', 1, 1, -5, 1, 1),
  (435, 'P-1', 1, 1, -5, 1, 1),
  (436, 'P-1', 1, 1, -5, 1, 1),
  (437, 'P-1', 1, 1, -5, 1, 1),
  (457, 'P-1', 1, 1, -10, 2, 1),
  (458, 'P-1', 1, 1, -10, 2, 1),
  (459, 'P-1', 1, 1, -10, 2, 1),
  (460, 'P-1', 1, 1, -10, 2, 1),
  (461, 'P-1', 1, 1, -10, 2, 1),
  (465, 'P-1', 1, 1, -10, 2, 1),
  (466, 'P-1', 1, 1, -10, 2, 1),
  (467, 'P-1', 1, 1, -10, 2, 1),
  (468, 'P-1', 1, 1, -10, 2, 1),
  (469, 'P-1', 1, 1, -10, 2, 1),
  (489, 'P-1', 1, 1, -30, 3, 1),
  (490, 'P-1', 1, 1, -30, 3, 1),
  (491, 'P-1', 1, 1, -30, 3, 1),
  (492, 'P-1', 1, 1, -30, 3, 1),
  (493, 'P-1', 1, 1, -30, 3, 1),
  (497, 'P-1', 1, 1, -30, 3, 1),
  (498, 'P-1', 1, 1, -30, 3, 1),
  (499, 'P-1', 1, 1, -30, 3, 1),
  (500, 'P-1', 1, 1, -30, 3, 1),
  (501, 'P-1', 1, 1, -30, 3, 1),
  (969, 'P-2', 0, 2, -10, 2, 0),
  (970, 'P-2', 0, 2, -10, 2, 0),
  (971, 'P-2', 0, 2, -20, 2, 0),
  (972, 'P-2', 0, 2, -40, 2, 0),
  (973, 'P-2', 0, 2, -10, 2, 0),
  (3369, 'P-3', 0, 0, 15, 1, 0),
  (3370, 'P-3', 0, 0, 15, 1, 0),
  (3371, 'P-3', 0, 0, 15, 1, 0),
  (3372, 'P-3', 0, 0, 15, 1, 0),
  (3373, 'P-3', 0, 0, 15, 1, 0),
  (3377, 'P-3', 0, 0, 15, 1, 0),
  (3378, 'P-3', 0, 0, 15, 1, 0),
  (3379, 'P-3', 0, 0, 15, 1, 0),
  (3380, 'P-3', 0, 0, 15, 1, 0),
  (3381, 'P-3', 0, 0, 15, 1, 0)
), `fades`(`fade`, `cut_1`, `cut_2`, `cut_3`, `permille_1`, `permille_2`, `permille_3`, `period_1`, `period_2`, `period_3`) AS (VALUES
  (1, :cut_6m, :cut_6m, :cut_6m, 1000, 1000, 1000, CAST(600000 AS BIGINT), CAST(600000 AS BIGINT), CAST(600000 AS BIGINT)),
  (2, :cut_12m, :cut_24m, :cut_24m, 1000, 500, 500, 1200000, 2400000, 2400000),
  (3, :cut_12m, :cut_24m, :cut_36m, 1000, 600, 300, 1200000, 2400000, 3600000)
)
SELECT
  `t20`.`organization`,
  'tiny/1' AS `rulebook`,
  `t20`.`points`,
  IF(
    `t20`.`not_rated` IS NULL,
    CASE
      WHEN `t20`.`place` = 0
      THEN 'A'
      WHEN `t20`.`place` = 1
      THEN 'B'
      WHEN `t20`.`place` = 2
      THEN 'C'
      ELSE 'C'
    END,
    CAST(NULL AS STRING)
  ) AS `grade`,
  `t20`.`not_rated`,
  `t20`.`limited_by`,
  `t20`.`counted`
FROM (
  SELECT
    `t19`.`organization`,
    `t19`.`kind`,
    `t19`.`counted`,
    `t19`.`free`,
    `t19`.`group_1`,
    `t19`.`limit_1`,
    `t19`.`points`,
    `t19`.`earned`,
    `t19`.`not_rated`,
    GREATEST(`t19`.`earned`, CAST(IF(`t19`.`limit_1` = 1, 1, 0) AS INT)) AS `place`,
    TRIM(
      CONCAT(
        '',
        IF(
          (
            `t19`.`limit_1` = 1
          )
          AND (
            `t19`.`earned` < 1
          )
          AND (
            `t19`.`not_rated` IS NULL
          ),
          'L-1 ',
          ''
        )
      )
    ) AS `limited_by`
  FROM (
    SELECT
      `t18`.`organization`,
      `t18`.`kind`,
      `t18`.`counted`,
      `t18`.`free`,
      `t18`.`group_1`,
      `t18`.`limit_1`,
      `t18`.`points`,
      CAST(CASE
        WHEN `t18`.`points` >= 90000
        THEN 0
        WHEN `t18`.`points` >= 60000
        THEN 1
        ELSE 2
      END AS INT) AS `earned`,
      CASE
        WHEN `t18`.`kind` = 0
        THEN 'withheld'
        WHEN NOT (
          `t18`.`kind` IN (1)
        )
        THEN 'other-kind'
        WHEN NOT (
          (
            :effective >= 14610
          ) AND (
            :effective < 21915
          )
        )
        THEN 'not-in-force'
        WHEN `t18`.`counted` < 1
        THEN 'too-little-evidence'
        ELSE CAST(NULL AS STRING)
      END AS `not_rated`
    FROM (
      SELECT
        `t17`.`organization`,
        `t17`.`kind`,
        `t17`.`counted`,
        `t17`.`free`,
        `t17`.`group_1`,
        `t17`.`limit_1`,
        LEAST(GREATEST(`t17`.`free` + 80000 + GREATEST(`t17`.`group_1`, -50000), 0), 100000) AS `points`
      FROM (
        SELECT
          `t4`.`organization`,
          `t4`.`kind`,
          CAST(COALESCE(`t16`.`counted`, 0) AS BIGINT) AS `counted`,
          CAST(COALESCE(`t16`.`free`, 0) AS BIGINT) AS `free`,
          CAST(COALESCE(`t16`.`group_1`, 0) AS BIGINT) AS `group_1`,
          COALESCE(`t16`.`limit_1`, 0) AS `limit_1`
        FROM `organizations` AS `t4`
        LEFT OUTER JOIN (
          SELECT
            `t14`.`organization`,
            COUNT(*) AS `counted`,
            SUM(IF(`t14`.`cap` = 0, `t14`.`points`, NULL)) AS `free`,
            SUM(IF(`t14`.`cap` = 1, `t14`.`points`, NULL)) AS `group_1`,
            MAX(`t14`.`limit_1`) AS `limit_1`
          FROM (
            SELECT
              `t13`.`organization`,
              `t13`.`record`,
              `t13`.`rule`,
              `t13`.`cap`,
              `t13`.`value`,
              `t13`.`start`,
              `t13`.`shown_to`,
              `t13`.`limit_1`,
              CASE
                WHEN `t13`.`start` > `t13`.`cut_1`
                THEN `t13`.`points_1`
                WHEN `t13`.`start` > `t13`.`cut_2`
                THEN `t13`.`points_2`
                ELSE `t13`.`points_3`
              END AS `points`,
              CASE
                WHEN `t13`.`start` > `t13`.`cut_1`
                THEN `t13`.`permille_1`
                WHEN `t13`.`start` > `t13`.`cut_2`
                THEN `t13`.`permille_2`
                ELSE `t13`.`permille_3`
              END AS `permille`,
              CASE
                WHEN `t13`.`start` > `t13`.`cut_1`
                THEN `t13`.`period_1`
                WHEN `t13`.`start` > `t13`.`cut_2`
                THEN `t13`.`period_2`
                ELSE `t13`.`period_3`
              END AS `period`
            FROM (
              SELECT
                `t12`.`organization`,
                `t12`.`record`,
                `t12`.`case_record`,
                `t12`.`kind`,
                `t12`.`size`,
                `t12`.`category`,
                `t12`.`severity`,
                `t12`.`role`,
                `t12`.`status`,
                `t12`.`shown_from`,
                `t12`.`shown_to`,
                `t12`.`decided_on`,
                `t12`.`final_on`,
                `t12`.`conduct_to`,
                `t12`.`amount_units`,
                `t12`.`cell`,
                `t12`.`rule`,
                `t12`.`cap`,
                `t12`.`starts`,
                `t12`.`value`,
                `t12`.`fade`,
                `t12`.`limit_1`,
                `t12`.`cut_1`,
                `t12`.`cut_2`,
                `t12`.`cut_3`,
                `t12`.`permille_1`,
                `t12`.`permille_2`,
                `t12`.`permille_3`,
                `t12`.`period_1`,
                `t12`.`period_2`,
                `t12`.`period_3`,
                `t12`.`points_1`,
                `t12`.`points_2`,
                `t12`.`points_3`,
                CASE
                  WHEN `t12`.`starts` = 0
                  THEN `t12`.`decided_on`
                  WHEN `t12`.`starts` = 1
                  THEN `t12`.`final_on`
                  ELSE `t12`.`conduct_to`
                END AS `start`
              FROM (
                SELECT
                  `t8`.`organization`,
                  `t8`.`record`,
                  `t8`.`case_record`,
                  `t8`.`kind`,
                  `t8`.`size`,
                  `t8`.`category`,
                  `t8`.`severity`,
                  `t8`.`role`,
                  `t8`.`status`,
                  `t8`.`shown_from`,
                  `t8`.`shown_to`,
                  `t8`.`decided_on`,
                  `t8`.`final_on`,
                  `t8`.`conduct_to`,
                  `t8`.`amount_units`,
                  `t11`.`cell`,
                  `t11`.`rule`,
                  `t11`.`cap`,
                  `t11`.`starts`,
                  `t11`.`value`,
                  `t11`.`fade`,
                  `t11`.`limit_1`,
                  `t11`.`cut_1`,
                  `t11`.`cut_2`,
                  `t11`.`cut_3`,
                  `t11`.`permille_1`,
                  `t11`.`permille_2`,
                  `t11`.`permille_3`,
                  `t11`.`period_1`,
                  `t11`.`period_2`,
                  `t11`.`period_3`,
                  `t11`.`points_1`,
                  `t11`.`points_2`,
                  `t11`.`points_3`
                FROM (
                  SELECT
                    *
                  FROM `facts` AS `t1`
                  WHERE
                    `t1`.`shown_from` <= :effective
                    AND `t1`.`shown_to` > :effective
                    AND `t1`.`kind` IN (1)
                    AND `t1`.`status` IN (1, 2)
                    AND :effective >= 14610
                    AND :effective < 21915
                ) AS `t8`
                INNER JOIN (
                  SELECT
                    `t9`.`cell`,
                    `t9`.`rule`,
                    `t9`.`cap`,
                    `t9`.`starts`,
                    `t9`.`value`,
                    `t9`.`fade`,
                    `t9`.`limit_1`,
                    `t9`.`cut_1`,
                    `t9`.`cut_2`,
                    `t9`.`cut_3`,
                    `t9`.`permille_1`,
                    `t9`.`permille_2`,
                    `t9`.`permille_3`,
                    `t9`.`period_1`,
                    `t9`.`period_2`,
                    `t9`.`period_3`,
                    CAST(`t9`.`value` * `t9`.`permille_1` AS INT) AS `points_1`,
                    CAST(`t9`.`value` * `t9`.`permille_2` AS INT) AS `points_2`,
                    CAST(`t9`.`value` * `t9`.`permille_3` AS INT) AS `points_3`
                  FROM (
                    SELECT
                      `t5`.`cell`,
                      `t5`.`rule`,
                      `t5`.`cap`,
                      `t5`.`starts`,
                      `t5`.`value`,
                      `t5`.`fade`,
                      `t5`.`limit_1`,
                      `t6`.`cut_1`,
                      `t6`.`cut_2`,
                      `t6`.`cut_3`,
                      `t6`.`permille_1`,
                      `t6`.`permille_2`,
                      `t6`.`permille_3`,
                      `t6`.`period_1`,
                      `t6`.`period_2`,
                      `t6`.`period_3`
                    FROM `rules` AS `t5`
                    INNER JOIN `fades` AS `t6`
                      ON `t5`.`fade` = `t6`.`fade`
                  ) AS `t9`
                ) AS `t11`
                  ON (
                    (
                      (
                        (
                          (
                            (
                              CAST(`t8`.`category` AS INT) * 4
                            ) + `t8`.`severity`
                          ) * 4
                        ) + `t8`.`role`
                      ) * 8
                    ) + `t8`.`size`
                  ) = `t11`.`cell`
              ) AS `t12`
              WHERE
                CASE
                  WHEN `t12`.`starts` = 0
                  THEN `t12`.`decided_on`
                  WHEN `t12`.`starts` = 1
                  THEN `t12`.`final_on`
                  ELSE `t12`.`conduct_to`
                END > `t12`.`cut_3`
            ) AS `t13`
          ) AS `t14`
          GROUP BY
            1
        ) AS `t16`
          ON `t4`.`organization` = `t16`.`organization`
      ) AS `t17`
    ) AS `t18`
  ) AS `t19`
) AS `t20`

-- contributions
WITH `rules`(`cell`, `rule`, `cap`, `starts`, `value`, `fade`, `limit_1`) AS (VALUES
  (425, 'P-1', 1, 1, CAST(-5 AS BIGINT), 1, 1),
  (426, 'P-1', 1, 1, -5, 1, 1),
  (427, 'P-1', 1, 1, -5, 1, 1),
  (428, 'P-1', 1, 1, -5, 1, 1),
  (429, 'P-1', 1, 1, -5, 1, 1),
  (433, 'P-1', 1, 1, -5, 1, 1),
  (434, 'P-1', 1, 1, -5, 1, 1),
  (435, 'P-1', 1, 1, -5, 1, 1),
  (436, 'P-1', 1, 1, -5, 1, 1),
  (437, 'P-1', 1, 1, -5, 1, 1),
  (457, 'P-1', 1, 1, -10, 2, 1),
  (458, 'P-1', 1, 1, -10, 2, 1),
  (459, 'P-1', 1, 1, -10, 2, 1),
  (460, 'P-1', 1, 1, -10, 2, 1),
  (461, 'P-1', 1, 1, -10, 2, 1),
  (465, 'P-1', 1, 1, -10, 2, 1),
  (466, 'P-1', 1, 1, -10, 2, 1),
  (467, 'P-1', 1, 1, -10, 2, 1),
  (468, 'P-1', 1, 1, -10, 2, 1),
  (469, 'P-1', 1, 1, -10, 2, 1),
  (489, 'P-1', 1, 1, -30, 3, 1),
  (490, 'P-1', 1, 1, -30, 3, 1),
  (491, 'P-1', 1, 1, -30, 3, 1),
  (492, 'P-1', 1, 1, -30, 3, 1),
  (493, 'P-1', 1, 1, -30, 3, 1),
  (497, 'P-1', 1, 1, -30, 3, 1),
  (498, 'P-1', 1, 1, -30, 3, 1),
  (499, 'P-1', 1, 1, -30, 3, 1),
  (500, 'P-1', 1, 1, -30, 3, 1),
  (501, 'P-1', 1, 1, -30, 3, 1),
  (969, 'P-2', 0, 2, -10, 2, 0),
  (970, 'P-2', 0, 2, -10, 2, 0),
  (971, 'P-2', 0, 2, -20, 2, 0),
  (972, 'P-2', 0, 2, -40, 2, 0),
  (973, 'P-2', 0, 2, -10, 2, 0),
  (3369, 'P-3', 0, 0, 15, 1, 0),
  (3370, 'P-3', 0, 0, 15, 1, 0),
  (3371, 'P-3', 0, 0, 15, 1, 0),
  (3372, 'P-3', 0, 0, 15, 1, 0),
  (3373, 'P-3', 0, 0, 15, 1, 0),
  (3377, 'P-3', 0, 0, 15, 1, 0),
  (3378, 'P-3', 0, 0, 15, 1, 0),
  (3379, 'P-3', 0, 0, 15, 1, 0),
  (3380, 'P-3', 0, 0, 15, 1, 0),
  (3381, 'P-3', 0, 0, 15, 1, 0)
), `fades`(`fade`, `cut_1`, `cut_2`, `cut_3`, `permille_1`, `permille_2`, `permille_3`, `period_1`, `period_2`, `period_3`) AS (VALUES
  (1, :cut_6m, :cut_6m, :cut_6m, 1000, 1000, 1000, CAST(600000 AS BIGINT), CAST(600000 AS BIGINT), CAST(600000 AS BIGINT)),
  (2, :cut_12m, :cut_24m, :cut_24m, 1000, 500, 500, 1200000, 2400000, 2400000),
  (3, :cut_12m, :cut_24m, :cut_36m, 1000, 600, 300, 1200000, 2400000, 3600000)
), `t16` AS (
  SELECT
    `t15`.`organization`,
    `t15`.`record`,
    `t15`.`rule`,
    `t15`.`cap`,
    `t15`.`value`,
    `t15`.`start`,
    `t15`.`shown_to`,
    `t15`.`limit_1`,
    CASE
      WHEN `t15`.`start` > `t15`.`cut_1`
      THEN `t15`.`points_1`
      WHEN `t15`.`start` > `t15`.`cut_2`
      THEN `t15`.`points_2`
      ELSE `t15`.`points_3`
    END AS `points`,
    CASE
      WHEN `t15`.`start` > `t15`.`cut_1`
      THEN `t15`.`permille_1`
      WHEN `t15`.`start` > `t15`.`cut_2`
      THEN `t15`.`permille_2`
      ELSE `t15`.`permille_3`
    END AS `permille`,
    CASE
      WHEN `t15`.`start` > `t15`.`cut_1`
      THEN `t15`.`period_1`
      WHEN `t15`.`start` > `t15`.`cut_2`
      THEN `t15`.`period_2`
      ELSE `t15`.`period_3`
    END AS `period`
  FROM (
    SELECT
      `t14`.`organization`,
      `t14`.`record`,
      `t14`.`case_record`,
      `t14`.`kind`,
      `t14`.`size`,
      `t14`.`category`,
      `t14`.`severity`,
      `t14`.`role`,
      `t14`.`status`,
      `t14`.`shown_from`,
      `t14`.`shown_to`,
      `t14`.`decided_on`,
      `t14`.`final_on`,
      `t14`.`conduct_to`,
      `t14`.`amount_units`,
      `t14`.`cell`,
      `t14`.`rule`,
      `t14`.`cap`,
      `t14`.`starts`,
      `t14`.`value`,
      `t14`.`fade`,
      `t14`.`limit_1`,
      `t14`.`cut_1`,
      `t14`.`cut_2`,
      `t14`.`cut_3`,
      `t14`.`permille_1`,
      `t14`.`permille_2`,
      `t14`.`permille_3`,
      `t14`.`period_1`,
      `t14`.`period_2`,
      `t14`.`period_3`,
      `t14`.`points_1`,
      `t14`.`points_2`,
      `t14`.`points_3`,
      CASE
        WHEN `t14`.`starts` = 0
        THEN `t14`.`decided_on`
        WHEN `t14`.`starts` = 1
        THEN `t14`.`final_on`
        ELSE `t14`.`conduct_to`
      END AS `start`
    FROM (
      SELECT
        `t10`.`organization`,
        `t10`.`record`,
        `t10`.`case_record`,
        `t10`.`kind`,
        `t10`.`size`,
        `t10`.`category`,
        `t10`.`severity`,
        `t10`.`role`,
        `t10`.`status`,
        `t10`.`shown_from`,
        `t10`.`shown_to`,
        `t10`.`decided_on`,
        `t10`.`final_on`,
        `t10`.`conduct_to`,
        `t10`.`amount_units`,
        `t13`.`cell`,
        `t13`.`rule`,
        `t13`.`cap`,
        `t13`.`starts`,
        `t13`.`value`,
        `t13`.`fade`,
        `t13`.`limit_1`,
        `t13`.`cut_1`,
        `t13`.`cut_2`,
        `t13`.`cut_3`,
        `t13`.`permille_1`,
        `t13`.`permille_2`,
        `t13`.`permille_3`,
        `t13`.`period_1`,
        `t13`.`period_2`,
        `t13`.`period_3`,
        `t13`.`points_1`,
        `t13`.`points_2`,
        `t13`.`points_3`
      FROM (
        SELECT
          *
        FROM `facts` AS `t2`
        WHERE
          `t2`.`shown_from` <= :effective
          AND `t2`.`shown_to` > :effective
          AND `t2`.`kind` IN (1)
          AND `t2`.`status` IN (1, 2)
          AND :effective >= 14610
          AND :effective < 21915
      ) AS `t10`
      INNER JOIN (
        SELECT
          `t11`.`cell`,
          `t11`.`rule`,
          `t11`.`cap`,
          `t11`.`starts`,
          `t11`.`value`,
          `t11`.`fade`,
          `t11`.`limit_1`,
          `t11`.`cut_1`,
          `t11`.`cut_2`,
          `t11`.`cut_3`,
          `t11`.`permille_1`,
          `t11`.`permille_2`,
          `t11`.`permille_3`,
          `t11`.`period_1`,
          `t11`.`period_2`,
          `t11`.`period_3`,
          CAST(`t11`.`value` * `t11`.`permille_1` AS INT) AS `points_1`,
          CAST(`t11`.`value` * `t11`.`permille_2` AS INT) AS `points_2`,
          CAST(`t11`.`value` * `t11`.`permille_3` AS INT) AS `points_3`
        FROM (
          SELECT
            `t7`.`cell`,
            `t7`.`rule`,
            `t7`.`cap`,
            `t7`.`starts`,
            `t7`.`value`,
            `t7`.`fade`,
            `t7`.`limit_1`,
            `t8`.`cut_1`,
            `t8`.`cut_2`,
            `t8`.`cut_3`,
            `t8`.`permille_1`,
            `t8`.`permille_2`,
            `t8`.`permille_3`,
            `t8`.`period_1`,
            `t8`.`period_2`,
            `t8`.`period_3`
          FROM `rules` AS `t7`
          INNER JOIN `fades` AS `t8`
            ON `t7`.`fade` = `t8`.`fade`
        ) AS `t11`
      ) AS `t13`
        ON (
          (
            (
              (
                (
                  (
                    CAST(`t10`.`category` AS INT) * 4
                  ) + `t10`.`severity`
                ) * 4
              ) + `t10`.`role`
            ) * 8
          ) + `t10`.`size`
        ) = `t13`.`cell`
    ) AS `t14`
    WHERE
      CASE
        WHEN `t14`.`starts` = 0
        THEN `t14`.`decided_on`
        WHEN `t14`.`starts` = 1
        THEN `t14`.`final_on`
        ELSE `t14`.`conduct_to`
      END > `t14`.`cut_3`
  ) AS `t15`
), `t22` AS (
  SELECT
    `t5`.`organization`,
    `t5`.`kind`,
    CAST(COALESCE(`t20`.`counted`, 0) AS BIGINT) AS `counted`,
    CAST(COALESCE(`t20`.`free`, 0) AS BIGINT) AS `free`,
    CAST(COALESCE(`t20`.`group_1`, 0) AS BIGINT) AS `group_1`,
    COALESCE(`t20`.`limit_1`, 0) AS `limit_1`
  FROM `organizations` AS `t5`
  LEFT OUTER JOIN (
    SELECT
      `t17`.`organization`,
      COUNT(*) AS `counted`,
      SUM(IF(`t17`.`cap` = 0, `t17`.`points`, NULL)) AS `free`,
      SUM(IF(`t17`.`cap` = 1, `t17`.`points`, NULL)) AS `group_1`,
      MAX(`t17`.`limit_1`) AS `limit_1`
    FROM `t16` AS `t17`
    GROUP BY
      1
  ) AS `t20`
    ON `t5`.`organization` = `t20`.`organization`
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t23`.`organization`,
      'tiny/1' AS `rulebook`,
      'cap' AS `kind`,
      'K-1' AS `rule`,
      CAST(NULL AS BIGINT) AS `record`,
      -50 AS `value`,
      1000 AS `permille`,
      -50000 - `t23`.`group_1` AS `points`,
      CAST(NULL AS INT) AS `next_change_on`
    FROM `t22` AS `t23`
    WHERE
      `t23`.`group_1` < -50000
  ) AS `t26`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t23`.`organization`,
      'tiny/1' AS `rulebook`,
      'floor' AS `kind`,
      '' AS `rule`,
      CAST(NULL AS BIGINT) AS `record`,
      0 AS `value`,
      1000 AS `permille`,
      0 - (
        `t23`.`free` + 80000 + GREATEST(`t23`.`group_1`, -50000)
      ) AS `points`,
      CAST(NULL AS INT) AS `next_change_on`
    FROM `t22` AS `t23`
    WHERE
      (
        `t23`.`free` + 80000 + GREATEST(`t23`.`group_1`, -50000)
      ) < 0
  ) AS `t27`
) AS `t29`
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t23`.`organization`,
      'tiny/1' AS `rulebook`,
      'ceiling' AS `kind`,
      '' AS `rule`,
      CAST(NULL AS BIGINT) AS `record`,
      100 AS `value`,
      1000 AS `permille`,
      100000 - (
        `t23`.`free` + 80000 + GREATEST(`t23`.`group_1`, -50000)
      ) AS `points`,
      CAST(NULL AS INT) AS `next_change_on`
    FROM `t22` AS `t23`
    WHERE
      (
        `t23`.`free` + 80000 + GREATEST(`t23`.`group_1`, -50000)
      ) > 100000
  ) AS `t28`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t23`.`organization`,
        'tiny/1' AS `rulebook`,
        'start' AS `kind`,
        '' AS `rule`,
        CAST(NULL AS BIGINT) AS `record`,
        80 AS `value`,
        1000 AS `permille`,
        80000 AS `points`,
        CAST(NULL AS INT) AS `next_change_on`
      FROM `t22` AS `t23`
    ) AS `t24`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t18`.`organization`,
        'tiny/1' AS `rulebook`,
        'record' AS `kind`,
        `t18`.`rule`,
        `t18`.`record`,
        `t18`.`value`,
        `t18`.`permille`,
        CAST(`t18`.`points` AS BIGINT) AS `points`,
        LEAST(`t6`.`ends_on`, `t18`.`shown_to`) AS `next_change_on`
      FROM `t16` AS `t18`
      INNER JOIN `step_ends` AS `t6`
        ON (
          (
            `t18`.`period` * 1000000
          ) + `t18`.`start` + 200000
        ) = `t6`.`step`
    ) AS `t21`
  ) AS `t25`
) AS `t30`
