-- compiler 3, standing
WITH "rules"("cell", "rule", "cap", "starts", "fade", "amount", "limit_1") AS (VALUES
  (53, 'P-1', 1, 1, 2, 2, 1),
  (54, 'P-1', 1, 1, 2, 2, 1),
  (57, 'P-1', 1, 1, 1, 1, 1),
  (58, 'P-1', 1, 1, 1, 1, 1),
  (61, 'P-1', 1, 1, 3, 3, 1),
  (62, 'P-1', 1, 1, 3, 3, 1),
  (121, 'P-2', 0, 2, 1, 4, 0),
  (421, 'P-3', 0, 0, 2, 5, 0),
  (422, 'P-3', 0, 0, 2, 5, 0)
), "fades"("fade", "cut_1", "cut_2", "cut_3", "permille_1", "permille_2", "permille_3", "period_1", "period_2", "period_3") AS (VALUES
  (1, CAST(%(cut_12m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), 1000, 500, 500, CAST(1200000 AS BIGINT), CAST(2400000 AS BIGINT), CAST(2400000 AS BIGINT)),
  (2, CAST(%(cut_6m)s AS INTEGER), CAST(%(cut_6m)s AS INTEGER), CAST(%(cut_6m)s AS INTEGER), 1000, 1000, 1000, 600000, 600000, 600000),
  (3, CAST(%(cut_12m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), CAST(%(cut_36m)s AS INTEGER), 1000, 600, 300, 1200000, 2400000, 3600000)
), "amounts"("amount", "sized", "value") AS (VALUES
  (1, 1, CAST(-10 AS BIGINT)),
  (1, 2, -10),
  (1, 3, -10),
  (1, 4, -10),
  (1, 5, -10),
  (2, 1, -5),
  (2, 2, -5),
  (2, 3, -5),
  (2, 4, -5),
  (2, 5, -5),
  (3, 1, -30),
  (3, 2, -30),
  (3, 3, -30),
  (3, 4, -30),
  (3, 5, -30),
  (4, 1, -10),
  (4, 2, -10),
  (4, 3, -20),
  (4, 4, -40),
  (4, 5, -10),
  (5, 1, 15),
  (5, 2, 15),
  (5, 3, 15),
  (5, 4, 15),
  (5, 5, 15)
)
SELECT
  "t22"."organization",
  'tiny/1' AS "rulebook",
  "t22"."points",
  CASE
    WHEN "t22"."not_rated" IS NULL
    THEN CASE
      WHEN "t22"."place" = 0
      THEN 'A'
      WHEN "t22"."place" = 1
      THEN 'B'
      WHEN "t22"."place" = 2
      THEN 'C'
      ELSE 'C'
    END
    ELSE CAST(NULL AS VARCHAR)
  END AS "grade",
  "t22"."not_rated",
  "t22"."limited_by",
  "t22"."counted"
FROM (
  SELECT
    "t21"."organization",
    "t21"."kind",
    "t21"."counted",
    "t21"."free",
    "t21"."group_1",
    "t21"."limit_1",
    "t21"."points",
    "t21"."earned",
    "t21"."not_rated",
    GREATEST("t21"."earned", CAST(CASE WHEN "t21"."limit_1" = 1 THEN 1 ELSE 0 END AS INT)) AS "place",
    TRIM(
      '' || CASE
        WHEN (
          "t21"."limit_1" = 1
        )
        AND (
          "t21"."earned" < 1
        )
        AND (
          "t21"."not_rated" IS NULL
        )
        THEN 'L-1 '
        ELSE ''
      END
    ) AS "limited_by"
  FROM (
    SELECT
      "t20"."organization",
      "t20"."kind",
      "t20"."counted",
      "t20"."free",
      "t20"."group_1",
      "t20"."limit_1",
      "t20"."points",
      CAST(CASE
        WHEN "t20"."points" >= 90000
        THEN 0
        WHEN "t20"."points" >= 60000
        THEN 1
        ELSE 2
      END AS INT) AS "earned",
      CASE
        WHEN "t20"."kind" = 0
        THEN 'withheld'
        WHEN NOT (
          "t20"."kind" IN (1)
        )
        THEN 'other-kind'
        WHEN NOT (
          (
            CAST(%(effective)s AS INTEGER) >= 14610
          ) AND (
            CAST(%(effective)s AS INTEGER) < 21915
          )
        )
        THEN 'not-in-force'
        WHEN "t20"."counted" < 1
        THEN 'too-little-evidence'
        ELSE CAST(NULL AS VARCHAR)
      END AS "not_rated"
    FROM (
      SELECT
        "t19"."organization",
        "t19"."kind",
        "t19"."counted",
        "t19"."free",
        "t19"."group_1",
        "t19"."limit_1",
        LEAST(GREATEST("t19"."free" + 80000 + GREATEST("t19"."group_1", -50000), 0), 100000) AS "points"
      FROM (
        SELECT
          "t5"."organization",
          "t5"."kind",
          CAST(COALESCE("t18"."counted", 0) AS BIGINT) AS "counted",
          CAST(COALESCE("t18"."free", 0) AS BIGINT) AS "free",
          CAST(COALESCE("t18"."group_1", 0) AS BIGINT) AS "group_1",
          COALESCE("t18"."limit_1", 0) AS "limit_1"
        FROM "organizations" AS "t5"
        LEFT OUTER JOIN (
          SELECT
            "t16"."organization",
            COUNT(*) AS "counted",
            SUM("t16"."points") FILTER(WHERE
              "t16"."cap" = 0) AS "free",
            SUM("t16"."points") FILTER(WHERE
              "t16"."cap" = 1) AS "group_1",
            MAX("t16"."limit_1") AS "limit_1"
          FROM (
            SELECT
              "t15"."organization",
              "t15"."record",
              "t15"."rule",
              "t15"."cap",
              "t15"."value",
              "t15"."start",
              "t15"."limit_1",
              "t15"."shown_to" AS "until",
              CASE
                WHEN "t15"."start" > "t15"."cut_1"
                THEN "t15"."points_1"
                WHEN "t15"."start" > "t15"."cut_2"
                THEN "t15"."points_2"
                ELSE "t15"."points_3"
              END AS "points",
              CASE
                WHEN "t15"."start" > "t15"."cut_1"
                THEN "t15"."permille_1"
                WHEN "t15"."start" > "t15"."cut_2"
                THEN "t15"."permille_2"
                ELSE "t15"."permille_3"
              END AS "permille",
              CASE
                WHEN "t15"."start" > "t15"."cut_1"
                THEN "t15"."period_1"
                WHEN "t15"."start" > "t15"."cut_2"
                THEN "t15"."period_2"
                ELSE "t15"."period_3"
              END AS "period"
            FROM (
              SELECT
                "t14"."organization",
                "t14"."record",
                "t14"."case_record",
                "t14"."authority",
                "t14"."kind",
                "t14"."size",
                "t14"."category",
                "t14"."severity",
                "t14"."role",
                "t14"."status",
                "t14"."shown_from",
                "t14"."shown_to",
                "t14"."decided_on",
                "t14"."final_on",
                "t14"."conduct_to",
                "t14"."ends_on",
                "t14"."amount_units",
                "t14"."figure",
                "t14"."figure_value",
                "t14"."cell",
                "t14"."rule",
                "t14"."cap",
                "t14"."starts",
                "t14"."fade",
                "t14"."amount",
                "t14"."limit_1",
                "t14"."cut_1",
                "t14"."cut_2",
                "t14"."cut_3",
                "t14"."permille_1",
                "t14"."permille_2",
                "t14"."permille_3",
                "t14"."period_1",
                "t14"."period_2",
                "t14"."period_3",
                "t14"."sized",
                "t14"."value",
                "t14"."points_1",
                "t14"."points_2",
                "t14"."points_3",
                CASE
                  WHEN "t14"."starts" = 0
                  THEN "t14"."decided_on"
                  WHEN "t14"."starts" = 1
                  THEN "t14"."final_on"
                  ELSE "t14"."conduct_to"
                END AS "start"
              FROM (
                SELECT
                  "t10"."organization",
                  "t10"."record",
                  "t10"."case_record",
                  "t10"."authority",
                  "t10"."kind",
                  "t10"."size",
                  "t10"."category",
                  "t10"."severity",
                  "t10"."role",
                  "t10"."status",
                  "t10"."shown_from",
                  "t10"."shown_to",
                  "t10"."decided_on",
                  "t10"."final_on",
                  "t10"."conduct_to",
                  "t10"."ends_on",
                  "t10"."amount_units",
                  "t10"."figure",
                  "t10"."figure_value",
                  "t13"."cell",
                  "t13"."rule",
                  "t13"."cap",
                  "t13"."starts",
                  "t13"."fade",
                  "t13"."amount",
                  "t13"."limit_1",
                  "t13"."cut_1",
                  "t13"."cut_2",
                  "t13"."cut_3",
                  "t13"."permille_1",
                  "t13"."permille_2",
                  "t13"."permille_3",
                  "t13"."period_1",
                  "t13"."period_2",
                  "t13"."period_3",
                  "t13"."sized",
                  "t13"."value",
                  "t13"."points_1",
                  "t13"."points_2",
                  "t13"."points_3"
                FROM (
                  SELECT
                    *
                  FROM "facts" AS "t1"
                  WHERE
                    "t1"."shown_from" <= CAST(%(effective)s AS INTEGER)
                    AND "t1"."shown_to" > CAST(%(effective)s AS INTEGER)
                    AND "t1"."kind" IN (1)
                    AND "t1"."status" IN (1, 2)
                    AND CAST(%(effective)s AS INTEGER) >= 14610
                    AND CAST(%(effective)s AS INTEGER) < 21915
                ) AS "t10"
                INNER JOIN (
                  SELECT
                    (
                      "t11"."cell" * 8
                    ) + "t11"."sized" AS "cell",
                    "t11"."rule",
                    "t11"."cap",
                    "t11"."starts",
                    "t11"."fade",
                    "t11"."amount",
                    "t11"."limit_1",
                    "t11"."cut_1",
                    "t11"."cut_2",
                    "t11"."cut_3",
                    "t11"."permille_1",
                    "t11"."permille_2",
                    "t11"."permille_3",
                    "t11"."period_1",
                    "t11"."period_2",
                    "t11"."period_3",
                    "t11"."sized",
                    "t11"."value",
                    CAST("t11"."value" * "t11"."permille_1" AS INT) AS "points_1",
                    CAST("t11"."value" * "t11"."permille_2" AS INT) AS "points_2",
                    CAST("t11"."value" * "t11"."permille_3" AS INT) AS "points_3"
                  FROM (
                    SELECT
                      "t6"."cell",
                      "t6"."rule",
                      "t6"."cap",
                      "t6"."starts",
                      "t6"."fade",
                      "t6"."amount",
                      "t6"."limit_1",
                      "t7"."cut_1",
                      "t7"."cut_2",
                      "t7"."cut_3",
                      "t7"."permille_1",
                      "t7"."permille_2",
                      "t7"."permille_3",
                      "t7"."period_1",
                      "t7"."period_2",
                      "t7"."period_3",
                      "t8"."sized",
                      "t8"."value"
                    FROM "rules" AS "t6"
                    INNER JOIN "fades" AS "t7"
                      ON "t6"."fade" = "t7"."fade"
                    INNER JOIN "amounts" AS "t8"
                      ON "t6"."amount" = "t8"."amount"
                  ) AS "t11"
                ) AS "t13"
                  ON (
                    (
                      (
                        (
                          (
                            (
                              CAST("t10"."category" AS INT) * 4
                            ) + "t10"."severity"
                          ) * 4
                        ) + "t10"."role"
                      ) * 8
                    ) + "t10"."size"
                  ) = "t13"."cell"
              ) AS "t14"
              WHERE
                CASE
                  WHEN "t14"."starts" = 0
                  THEN "t14"."decided_on"
                  WHEN "t14"."starts" = 1
                  THEN "t14"."final_on"
                  ELSE "t14"."conduct_to"
                END > "t14"."cut_3"
            ) AS "t15"
          ) AS "t16"
          GROUP BY
            1
        ) AS "t18"
          ON "t5"."organization" = "t18"."organization"
      ) AS "t19"
    ) AS "t20"
  ) AS "t21"
) AS "t22"

-- contributions
WITH "rules"("cell", "rule", "cap", "starts", "fade", "amount", "limit_1") AS (VALUES
  (53, 'P-1', 1, 1, 2, 2, 1),
  (54, 'P-1', 1, 1, 2, 2, 1),
  (57, 'P-1', 1, 1, 1, 1, 1),
  (58, 'P-1', 1, 1, 1, 1, 1),
  (61, 'P-1', 1, 1, 3, 3, 1),
  (62, 'P-1', 1, 1, 3, 3, 1),
  (121, 'P-2', 0, 2, 1, 4, 0),
  (421, 'P-3', 0, 0, 2, 5, 0),
  (422, 'P-3', 0, 0, 2, 5, 0)
), "fades"("fade", "cut_1", "cut_2", "cut_3", "permille_1", "permille_2", "permille_3", "period_1", "period_2", "period_3") AS (VALUES
  (1, CAST(%(cut_12m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), 1000, 500, 500, CAST(1200000 AS BIGINT), CAST(2400000 AS BIGINT), CAST(2400000 AS BIGINT)),
  (2, CAST(%(cut_6m)s AS INTEGER), CAST(%(cut_6m)s AS INTEGER), CAST(%(cut_6m)s AS INTEGER), 1000, 1000, 1000, 600000, 600000, 600000),
  (3, CAST(%(cut_12m)s AS INTEGER), CAST(%(cut_24m)s AS INTEGER), CAST(%(cut_36m)s AS INTEGER), 1000, 600, 300, 1200000, 2400000, 3600000)
), "amounts"("amount", "sized", "value") AS (VALUES
  (1, 1, CAST(-10 AS BIGINT)),
  (1, 2, -10),
  (1, 3, -10),
  (1, 4, -10),
  (1, 5, -10),
  (2, 1, -5),
  (2, 2, -5),
  (2, 3, -5),
  (2, 4, -5),
  (2, 5, -5),
  (3, 1, -30),
  (3, 2, -30),
  (3, 3, -30),
  (3, 4, -30),
  (3, 5, -30),
  (4, 1, -10),
  (4, 2, -10),
  (4, 3, -20),
  (4, 4, -40),
  (4, 5, -10),
  (5, 1, 15),
  (5, 2, 15),
  (5, 3, 15),
  (5, 4, 15),
  (5, 5, 15)
), "t18" AS (
  SELECT
    "t17"."organization",
    "t17"."record",
    "t17"."rule",
    "t17"."cap",
    "t17"."value",
    "t17"."start",
    "t17"."limit_1",
    "t17"."shown_to" AS "until",
    CASE
      WHEN "t17"."start" > "t17"."cut_1"
      THEN "t17"."points_1"
      WHEN "t17"."start" > "t17"."cut_2"
      THEN "t17"."points_2"
      ELSE "t17"."points_3"
    END AS "points",
    CASE
      WHEN "t17"."start" > "t17"."cut_1"
      THEN "t17"."permille_1"
      WHEN "t17"."start" > "t17"."cut_2"
      THEN "t17"."permille_2"
      ELSE "t17"."permille_3"
    END AS "permille",
    CASE
      WHEN "t17"."start" > "t17"."cut_1"
      THEN "t17"."period_1"
      WHEN "t17"."start" > "t17"."cut_2"
      THEN "t17"."period_2"
      ELSE "t17"."period_3"
    END AS "period"
  FROM (
    SELECT
      "t16"."organization",
      "t16"."record",
      "t16"."case_record",
      "t16"."authority",
      "t16"."kind",
      "t16"."size",
      "t16"."category",
      "t16"."severity",
      "t16"."role",
      "t16"."status",
      "t16"."shown_from",
      "t16"."shown_to",
      "t16"."decided_on",
      "t16"."final_on",
      "t16"."conduct_to",
      "t16"."ends_on",
      "t16"."amount_units",
      "t16"."figure",
      "t16"."figure_value",
      "t16"."cell",
      "t16"."rule",
      "t16"."cap",
      "t16"."starts",
      "t16"."fade",
      "t16"."amount",
      "t16"."limit_1",
      "t16"."cut_1",
      "t16"."cut_2",
      "t16"."cut_3",
      "t16"."permille_1",
      "t16"."permille_2",
      "t16"."permille_3",
      "t16"."period_1",
      "t16"."period_2",
      "t16"."period_3",
      "t16"."sized",
      "t16"."value",
      "t16"."points_1",
      "t16"."points_2",
      "t16"."points_3",
      CASE
        WHEN "t16"."starts" = 0
        THEN "t16"."decided_on"
        WHEN "t16"."starts" = 1
        THEN "t16"."final_on"
        ELSE "t16"."conduct_to"
      END AS "start"
    FROM (
      SELECT
        "t12"."organization",
        "t12"."record",
        "t12"."case_record",
        "t12"."authority",
        "t12"."kind",
        "t12"."size",
        "t12"."category",
        "t12"."severity",
        "t12"."role",
        "t12"."status",
        "t12"."shown_from",
        "t12"."shown_to",
        "t12"."decided_on",
        "t12"."final_on",
        "t12"."conduct_to",
        "t12"."ends_on",
        "t12"."amount_units",
        "t12"."figure",
        "t12"."figure_value",
        "t15"."cell",
        "t15"."rule",
        "t15"."cap",
        "t15"."starts",
        "t15"."fade",
        "t15"."amount",
        "t15"."limit_1",
        "t15"."cut_1",
        "t15"."cut_2",
        "t15"."cut_3",
        "t15"."permille_1",
        "t15"."permille_2",
        "t15"."permille_3",
        "t15"."period_1",
        "t15"."period_2",
        "t15"."period_3",
        "t15"."sized",
        "t15"."value",
        "t15"."points_1",
        "t15"."points_2",
        "t15"."points_3"
      FROM (
        SELECT
          *
        FROM "facts" AS "t2"
        WHERE
          "t2"."shown_from" <= CAST(%(effective)s AS INTEGER)
          AND "t2"."shown_to" > CAST(%(effective)s AS INTEGER)
          AND "t2"."kind" IN (1)
          AND "t2"."status" IN (1, 2)
          AND CAST(%(effective)s AS INTEGER) >= 14610
          AND CAST(%(effective)s AS INTEGER) < 21915
      ) AS "t12"
      INNER JOIN (
        SELECT
          (
            "t13"."cell" * 8
          ) + "t13"."sized" AS "cell",
          "t13"."rule",
          "t13"."cap",
          "t13"."starts",
          "t13"."fade",
          "t13"."amount",
          "t13"."limit_1",
          "t13"."cut_1",
          "t13"."cut_2",
          "t13"."cut_3",
          "t13"."permille_1",
          "t13"."permille_2",
          "t13"."permille_3",
          "t13"."period_1",
          "t13"."period_2",
          "t13"."period_3",
          "t13"."sized",
          "t13"."value",
          CAST("t13"."value" * "t13"."permille_1" AS INT) AS "points_1",
          CAST("t13"."value" * "t13"."permille_2" AS INT) AS "points_2",
          CAST("t13"."value" * "t13"."permille_3" AS INT) AS "points_3"
        FROM (
          SELECT
            "t8"."cell",
            "t8"."rule",
            "t8"."cap",
            "t8"."starts",
            "t8"."fade",
            "t8"."amount",
            "t8"."limit_1",
            "t9"."cut_1",
            "t9"."cut_2",
            "t9"."cut_3",
            "t9"."permille_1",
            "t9"."permille_2",
            "t9"."permille_3",
            "t9"."period_1",
            "t9"."period_2",
            "t9"."period_3",
            "t10"."sized",
            "t10"."value"
          FROM "rules" AS "t8"
          INNER JOIN "fades" AS "t9"
            ON "t8"."fade" = "t9"."fade"
          INNER JOIN "amounts" AS "t10"
            ON "t8"."amount" = "t10"."amount"
        ) AS "t13"
      ) AS "t15"
        ON (
          (
            (
              (
                (
                  (
                    CAST("t12"."category" AS INT) * 4
                  ) + "t12"."severity"
                ) * 4
              ) + "t12"."role"
            ) * 8
          ) + "t12"."size"
        ) = "t15"."cell"
    ) AS "t16"
    WHERE
      CASE
        WHEN "t16"."starts" = 0
        THEN "t16"."decided_on"
        WHEN "t16"."starts" = 1
        THEN "t16"."final_on"
        ELSE "t16"."conduct_to"
      END > "t16"."cut_3"
  ) AS "t17"
), "t24" AS (
  SELECT
    "t6"."organization",
    "t6"."kind",
    CAST(COALESCE("t22"."counted", 0) AS BIGINT) AS "counted",
    CAST(COALESCE("t22"."free", 0) AS BIGINT) AS "free",
    CAST(COALESCE("t22"."group_1", 0) AS BIGINT) AS "group_1",
    COALESCE("t22"."limit_1", 0) AS "limit_1"
  FROM "organizations" AS "t6"
  LEFT OUTER JOIN (
    SELECT
      "t19"."organization",
      COUNT(*) AS "counted",
      SUM("t19"."points") FILTER(WHERE
        "t19"."cap" = 0) AS "free",
      SUM("t19"."points") FILTER(WHERE
        "t19"."cap" = 1) AS "group_1",
      MAX("t19"."limit_1") AS "limit_1"
    FROM "t18" AS "t19"
    GROUP BY
      1
  ) AS "t22"
    ON "t6"."organization" = "t22"."organization"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t25"."organization",
      'tiny/1' AS "rulebook",
      'cap' AS "kind",
      'K-1' AS "rule",
      CAST(NULL AS BIGINT) AS "record",
      -50 AS "value",
      1000 AS "permille",
      -50000 - "t25"."group_1" AS "points",
      CAST(NULL AS INT) AS "next_change_on"
    FROM "t24" AS "t25"
    WHERE
      "t25"."group_1" < -50000
  ) AS "t28"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t25"."organization",
      'tiny/1' AS "rulebook",
      'floor' AS "kind",
      '' AS "rule",
      CAST(NULL AS BIGINT) AS "record",
      0 AS "value",
      1000 AS "permille",
      0 - (
        "t25"."free" + 80000 + GREATEST("t25"."group_1", -50000)
      ) AS "points",
      CAST(NULL AS INT) AS "next_change_on"
    FROM "t24" AS "t25"
    WHERE
      (
        "t25"."free" + 80000 + GREATEST("t25"."group_1", -50000)
      ) < 0
  ) AS "t29"
) AS "t31"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t25"."organization",
      'tiny/1' AS "rulebook",
      'ceiling' AS "kind",
      '' AS "rule",
      CAST(NULL AS BIGINT) AS "record",
      100 AS "value",
      1000 AS "permille",
      100000 - (
        "t25"."free" + 80000 + GREATEST("t25"."group_1", -50000)
      ) AS "points",
      CAST(NULL AS INT) AS "next_change_on"
    FROM "t24" AS "t25"
    WHERE
      (
        "t25"."free" + 80000 + GREATEST("t25"."group_1", -50000)
      ) > 100000
  ) AS "t30"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t25"."organization",
        'tiny/1' AS "rulebook",
        'start' AS "kind",
        '' AS "rule",
        CAST(NULL AS BIGINT) AS "record",
        80 AS "value",
        1000 AS "permille",
        80000 AS "points",
        CAST(NULL AS INT) AS "next_change_on"
      FROM "t24" AS "t25"
    ) AS "t26"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t20"."organization",
        'tiny/1' AS "rulebook",
        'record' AS "kind",
        "t20"."rule",
        "t20"."record",
        "t20"."value",
        "t20"."permille",
        CAST("t20"."points" AS BIGINT) AS "points",
        LEAST("t7"."ends_on", "t20"."until") AS "next_change_on"
      FROM "t18" AS "t20"
      INNER JOIN "step_ends" AS "t7"
        ON (
          (
            "t20"."period" * 1000000
          ) + "t20"."start" + 200000
        ) = "t7"."step"
    ) AS "t23"
  ) AS "t27"
) AS "t32"
