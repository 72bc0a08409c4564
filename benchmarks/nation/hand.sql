-- rulebook.yaml as a careful hand would write it for DuckDB: one scan, a small table by packed key, sums by cap group.
WITH law(category, severity, rule, cap, micro, medium, large, fade, limit_1, limit_2, affiliates, counts_decision) AS (VALUES
 (1,1,'C-1',1,-10,-10,-10,1,1,0,true,false),(1,2,'C-1',1,-25,-25,-25,2,1,0,true,false),(1,3,'C-1',1,-50,-50,-50,3,1,0,true,false),
 (3,1,'C-1',1,-10,-10,-10,1,1,0,true,false),(3,2,'C-1',1,-25,-25,-25,2,1,0,true,false),(3,3,'C-1',1,-50,-50,-50,3,1,0,true,false),
 (2,1,'C-2',1,-10,-10,-10,1,1,0,true,false),(2,2,'C-2',1,-20,-20,-20,2,1,0,true,false),(2,3,'C-2',1,-40,-40,-40,3,1,0,true,false),
 (4,1,'C-3',0,-10,-10,-10,1,0,0,true,false),(4,2,'C-3',0,-20,-20,-20,2,0,0,true,false),(4,3,'C-3',0,-35,-35,-35,3,0,0,true,false),
 (5,1,'C-3',0,-10,-10,-10,1,0,0,true,false),(5,2,'C-3',0,-20,-20,-20,2,0,0,true,false),(5,3,'C-3',0,-35,-35,-35,3,0,0,true,false),
 (6,3,'C-4',0,-45,-45,-45,3,0,1,true,false),
 (7,1,'C-5',2,-5,-5,-5,1,0,0,false,false),(7,2,'C-5',2,-15,-15,-15,2,0,0,false,false),
 (8,1,'C-6',2,-5,-5,-5,1,0,0,true,false),(8,2,'C-6',2,-10,-10,-10,2,0,0,true,false),(8,3,'C-6',2,-15,-15,-15,3,0,0,true,false),
 (9,1,'C-7',0,-5,-5,-5,1,0,0,true,false),(9,2,'C-7',0,-15,-15,-15,2,0,0,true,false),(9,3,'C-7',0,-30,-30,-30,3,0,0,true,false),
 (10,1,'C-8',3,-5,-5,-5,1,0,0,true,false),(10,2,'C-8',3,-15,-15,-15,2,0,0,true,false),(10,3,'C-8',3,-30,-30,-30,3,0,0,true,false),
 (11,1,'C-8',3,-5,-5,-5,1,0,0,true,false),(11,2,'C-8',3,-15,-15,-15,2,0,0,true,false),(11,3,'C-8',3,-30,-30,-30,3,0,0,true,false),
 (12,1,'C-8',3,-5,-5,-5,1,0,0,true,false),(12,2,'C-8',3,-15,-15,-15,2,0,0,true,false),(12,3,'C-8',3,-30,-30,-30,3,0,0,true,false),
 (13,1,'C-9',0,-5,-10,-15,1,0,0,false,false),(13,2,'C-9',0,-10,-15,-20,2,0,0,false,false),
 (26,2,'C-10',4,5,5,5,4,0,0,true,true),(27,2,'C-10',4,5,5,5,4,0,0,true,true),
 (25,2,'C-11',4,10,10,10,4,0,0,true,true),(28,2,'C-11',4,10,10,10,4,0,0,true,true)),
keyed AS (
 SELECT ((category*4+severity)*2 + role - 1)*8+size AS cell, cap, limit_1, limit_2, counts_decision AS decision,
  (CASE size WHEN 4 THEN large WHEN 3 THEN medium ELSE micro END) AS v, fade
 FROM law, (VALUES (1),(2)) r(role), (VALUES (1),(2),(3),(4),(5)) s(size) WHERE role = 1 OR affiliates),
cells AS (
 SELECT cell::int AS cell, cap::tinyint AS cap, limit_1::tinyint AS limit_1, limit_2::tinyint limit_2, decision,
  (CASE fade WHEN 1 THEN v*1000 WHEN 2 THEN v*1000 WHEN 3 THEN v*1000 ELSE v*1000 END)::int AS p1,
  (CASE fade WHEN 1 THEN v*400 WHEN 2 THEN v*400 WHEN 3 THEN v*600 ELSE v*1000 END)::int AS p2,
  (CASE fade WHEN 1 THEN v*400 WHEN 2 THEN v*400 WHEN 3 THEN v*200 ELSE v*1000 END)::int AS p3,
  CASE fade WHEN 1 THEN GETVARIABLE('cut_1m')::int WHEN 2 THEN GETVARIABLE('cut_6m')::int ELSE GETVARIABLE('cut_12m')::int END AS d1,
  CASE fade WHEN 1 THEN GETVARIABLE('cut_3m')::int WHEN 3 THEN GETVARIABLE('cut_24m')::int ELSE GETVARIABLE('cut_12m')::int END AS d2,
  CASE fade WHEN 1 THEN GETVARIABLE('cut_3m')::int WHEN 3 THEN GETVARIABLE('cut_36m')::int ELSE GETVARIABLE('cut_12m')::int END AS d3
 FROM keyed),
counted AS (
 SELECT organization, cap, limit_1, limit_2, CASE WHEN start > d1 THEN p1 WHEN start > d2 THEN p2 ELSE p3 END AS p
 FROM (SELECT *, CASE WHEN decision THEN decided_on ELSE final_on END AS start
       FROM facts JOIN cells ON ((category::int*4+severity)*2+role-1)*8+size = cell
       WHERE shown_from <= GETVARIABLE('effective')::int AND shown_to > GETVARIABLE('effective')::int
         AND status IN (1,2) AND kind IN (1,2)) WHERE start > d3),
summed AS (
 SELECT organization, count(*) AS n, sum(p) FILTER (cap = 0) AS k0, sum(p) FILTER (cap = 1) AS k1, sum(p) FILTER (cap = 2) AS k2,
  sum(p) FILTER (cap = 3) AS k3, sum(p) FILTER (cap = 4) AS k4, max(limit_1) AS l1, max(limit_2) AS l2
 FROM counted GROUP BY organization),
scored AS (
 SELECT organization, kind, coalesce(n,0) AS n, coalesce(l1,0) AS l1, coalesce(l2,0) AS l2,
  greatest(0, least(100000, 80000 + coalesce(k0,0)::bigint + greatest(coalesce(k1,0)::bigint, -70000) + greatest(coalesce(k2,0)::bigint, -20000)
   + greatest(coalesce(k3,0)::bigint, -45000) + least(coalesce(k4,0)::bigint, 25000))) AS points
 FROM organizations LEFT JOIN summed USING (organization)),
placed AS (
 SELECT *, CASE WHEN kind = 0 THEN 'withheld' WHEN kind NOT IN (1,2) THEN 'other-kind' WHEN n < 1 THEN 'too-little-evidence' END AS not_rated,
  CASE WHEN points >= 90000 THEN 0 WHEN points >= 70000 THEN 1 WHEN points >= 45000 THEN 2 WHEN points >= 20000 THEN 3 ELSE 4 END AS place FROM scored)
SELECT organization, 'xv-companies/1' AS rulebook, points::bigint AS points,
 CASE WHEN not_rated IS NULL THEN (CASE greatest(place, l1*2, l2*3) WHEN 0 THEN 'A' WHEN 1 THEN 'B' WHEN 2 THEN 'C' WHEN 3 THEN 'D' ELSE 'E' END) END AS grade,
 not_rated,
 CASE WHEN not_rated IS NOT NULL THEN '' WHEN l1 = 1 AND place < 2 AND l2 = 1 THEN 'L-1 L-2' WHEN l1 = 1 AND place < 2 THEN 'L-1' WHEN l2 = 1 AND place < 3 THEN 'L-2' ELSE '' END AS limited_by,
 n AS counted FROM placed
