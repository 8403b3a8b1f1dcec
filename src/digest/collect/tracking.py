"""Names of URL parameters that say where a reader came from, or which visit it is. Pure.

None of them says which page it is.
"""

from __future__ import annotations

_TOLD = (
    # networks of advertising
    "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ysclid "
    "_openstat twclid ttclid li_fat_id epik rdt_cid rb_clickid sccid irclickid wickedid s_kwcid "
    "ef_id "
    # social networks
    "fbclid fb_action_ids fb_action_types fb_source fb_ref igshid igsh mibextid __tn__ "
    "__twitter_impression soc_src soc_trk sr_share trkcampaign "
    # mailings
    "mc_cid mc_eid mkt_tok vero_id vero_conv oly_enc_id oly_anon_id _hsenc _hsmi hsctatracking "
    "__hssc __hstc __hsfp __s dm_i elqtrackid elqtrack elqaid elqat elqcampaignid _branch_match_id "
    "_bta_tid _bta_c _kx sc_campaign sc_channel sc_content sc_medium sc_outcome sc_geo sc_country "
    # analytics
    "_ga _gl guccounter guce_referrer guce_referrer_sig xtor xtref xtcr cmpid cmp s_cid icid "
    "at_medium at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_format "
    "ocid ncid ref_src emc at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team "
    "ns_campaign ns_mchannel ns_source ns_linkname ns_fee wt_mc wt_zmc wprov ito smid smtyp tpcc"
)
_SESSIONS = "phpsessid jsessionid cfid cftoken"  # new at each visit of who takes no cookies
_NAMES = frozenset((*_TOLD.split(), *_SESSIONS.split()))
_PREFIXES = (
    "utm_",
    "pk_",
    "mtm_",
    "matomo_",
    "piwik_",
    "hsa_",
    "stm_",
    "itm_",
    "uta_",
    "aspsessionid",
)


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name can be left out of a URL."""
    name = name.lower()
    return name in _NAMES or name.startswith(_PREFIXES)
