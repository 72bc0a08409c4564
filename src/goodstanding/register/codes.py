"""The codes of the closed catalogue. A code that does not stand here cannot be recorded, whatever a file says."""

from enum import StrEnum


class CategoryCode(StrEnum):
    """Every category there is; one data file each, held equal to this list by a check and a test."""

    # Companies and state-owned enterprises
    PROCUREMENT_FRAUD = "procurement-fraud"
    COLLUSION = "collusion"
    BRIBERY = "bribery"
    FALSE_ACCOUNTS = "false-accounts"
    SECURITIES_DISCLOSURE_BREACH = "securities-disclosure-breach"
    SIMULATED_INVOICES = "simulated-invoices"
    TAX_AND_SOCIAL_DEBT = "tax-and-social-debt"
    LATE_PAYMENT_OF_SUPPLIERS = "late-payment-of-suppliers"
    CONTRACT_NON_PERFORMANCE = "contract-non-performance"
    SAFETY_PENALTY = "safety-penalty"
    ENVIRONMENT_PENALTY = "environment-penalty"
    LABOUR_PENALTY = "labour-penalty"
    DISCLOSURE_MISSING = "disclosure-missing"
    # Public bodies
    UNLAWFUL_CHARGES = "unlawful-charges"
    PROCUREMENT_RULE_BREACH = "procurement-rule-breach"
    UNPAID_SUPPLIERS = "unpaid-suppliers"
    MISSED_GUARANTEED_DEBT = "missed-guaranteed-debt"
    DECISION_ANNULLED = "decision-annulled"
    JUDGMENT_NOT_EXECUTED = "judgment-not-executed"
    INFORMATION_REFUSED = "information-refused"
    RETALIATION = "retaliation"
    WRONGFUL_LISTING = "wrongful-listing"
    QUALIFIED_AUDIT_OPINION = "qualified-audit-opinion"
    DISCLOSURE_LATE = "disclosure-late"
    # Favourable
    REMEDIATION_COMPLETED = "remediation-completed"
    TIMELY_PAYMENT = "timely-payment"
    CONTRACTS_PERFORMED = "contracts-performed"
    CLEAN_AUDIT = "clean-audit"
    # Information only
    BUYER_PERFORMANCE_GRADE = "buyer-performance-grade"
    PRIVATE_DEBT_DEFAULT = "private-debt-default"
    DISCLOSED_RATIOS = "disclosed-ratios"
    FOREIGN_LISTING = "foreign-listing"
